using Slo.Shared.Reporting;
using Xunit;
using static Slo.Tests.Reporting.ReportWorld;

namespace Slo.Tests.Reporting;

/// <summary>Rules of each kind that always or never fire, each by itself.</summary>
public sealed class RuleByItselfTests
{
    private const int Hours744 = 31 * 24;

    private static readonly (int, long, long)[] Outage = [.. Enumerable.Range(100, 30).Select(hour => (hour, 700L, 300L))];

    // The month spends twice its budget, and events come in every third hour only.
    [Theory]
    [InlineData("ticket with less than 90 % of the budget left", "Lower the target or the share of budget of")]
    [InlineData("ticket when the budget ends within 15d", "Lower the target or shorten the time of")]
    [InlineData("ticket after 10m without events", "Lengthen the time of")]
    [InlineData("ticket at 0.5x over 6h/6h", "Lower the target, or remove")]
    public void Rule_OfEachKind_ThatAlwaysFires_IsNamed(string rule, string change)
    {
        SloObjective objective = Objective().UnobservedTime(UnobservedTime.Exclude).NoRules()
            .RemainingBudgetRule(AlertSeverity.Ticket, 0.9m).ExhaustionRule(AlertSeverity.Ticket, TimeSpan.FromDays(15))
            .SilenceRule(AlertSeverity.Ticket, TimeSpan.FromMinutes(10))
            .BurnRateRule(AlertSeverity.Ticket, 0.5m, TimeSpan.FromHours(6), TimeSpan.FromHours(6)).Build();
        IEnumerable<SloHistoryStep> steps = Enumerable.Range(0, Hours744).Select(hour => new SloHistoryStep(
            March.AddHours(hour), March.AddHours(hour + 1), hour % 24 == 0 ? new(980, 20) : default));
        Suggestion? one = Rules(Subject(objective, steps)).FirstOrDefault(one => one.Change.Contains($"'{rule}'", StringComparison.Ordinal));

        if (rule.Contains("0.5x", StringComparison.Ordinal) || rule.Contains("within", StringComparison.Ordinal))
        {
            one = Rules(Subject(objective, Hours(March, Hours744, 980, 20))).FirstOrDefault(one => one.Change.Contains($"'{rule}'", StringComparison.Ordinal));
        }

        Assert.NotNull(one);
        Assert.StartsWith(change, one.Change, StringComparison.Ordinal);
        Assert.Matches("^It fired for (9[0-9]|100)\\.[0-9] % of 31d: an alert that never ends is not noticed\\.$", one.Reason);
    }

    // A day has to be evaluated, and a period of a day has one.
    [Fact]
    public void Rule_ThatFiresForAWholeDay_IsNamed()
    {
        SloObjective objective = Objective().Rolling(TimeSpan.FromDays(1)).NoRules().RemainingBudgetRule(AlertSeverity.Ticket, 0.9m).Build();
        SuggestionResult result = ReportBuilder.Suggest(
            Subject(objective, Hours(March, 10 * 24, 995, 5)), new(March.AddDays(9), March.AddDays(10)), CancellationToken.None);

        // What was before the day had spent its share already when the day began.
        Assert.Contains(result.Suggestions, one => one.Reason == "It fired for 100.0 % of 1d: an alert that never ends is not noticed.");
        Assert.DoesNotContain(result.Missing, one => one.Kind == SuggestionKind.Rule);
    }

    [Fact]
    public void Rule_ThatNeverFiredBesideOneThatDid_IsNamed_AndNotRemoved()
    {
        SloObjective objective = Objective().BurnRateRule(AlertSeverity.Page, 90, TimeSpan.FromHours(1), TimeSpan.FromMinutes(5))
            .BurnRateRule(AlertSeverity.Ticket, 1.5m, TimeSpan.FromHours(6), TimeSpan.FromMinutes(30)).Build();
        Suggestion one = Assert.Single(Rules(Subject(objective, Hours(March, Hours744, 1000, 0, Outage))));

        Assert.Equal("Lower the burn rate of the rule 'page at 90x over 1h/5m', or keep it for outages worse than those of this time.", one.Change);
        Assert.Equal(
            "It never fired in 31d, although 121.0 % of the budget was spent and 'ticket at 1.5x over 6h/30m' fired 1 time. Its windows had at most 30x together.",
            one.Reason);
    }

    // Without an outage there is nothing to fire for, and of the default rules one does what another does not.
    [Fact]
    public void Rule_ThatHadNothingToFireFor_IsLeftAlone()
    {
        SloObjective objective = Objective().BurnRateRule(AlertSeverity.Page, 90, TimeSpan.FromHours(1), TimeSpan.FromMinutes(5))
            .BurnRateRule(AlertSeverity.Ticket, 1.5m, TimeSpan.FromHours(6), TimeSpan.FromMinutes(30)).Build();

        Assert.Empty(Rules(Subject(objective, Hours(March, Hours744, 1000, 0, Outage[..20]))));
        Assert.Empty(Rules(Subject(objective, Hours(March, Hours744, 1000, 0))));
        Assert.Empty(Rules(Subject(Objective().Build(), Hours(March, Hours744, 1000, 0, Outage))));
        Assert.Empty(Rules(Subject(Objective().SilenceRule(AlertSeverity.Ticket, TimeSpan.FromHours(2)).AnomalyRule().Build(), Hours(March, Hours744, 1000, 0, Outage))));
    }

    [Fact]
    public void Rule_ThatHeldButNeverFired_IsTooSlow()
    {
        AlertRuleSettings slow = AlertRuleSettings.None with { Hold = TimeSpan.FromDays(3) };
        SloObjective objective = Objective().BurnRateRule(AlertSeverity.Page, 10, TimeSpan.FromHours(1), TimeSpan.FromMinutes(5), settings: slow)
            .BurnRateRule(AlertSeverity.Ticket, 1.5m, TimeSpan.FromHours(6), TimeSpan.FromMinutes(30)).Build();

        Assert.Equal(
            "Shorten the hold of the rule 'page at 10x over 1h/5m', or lower its minimum of events.",
            Assert.Single(Rules(Subject(objective, Hours(March, Hours744, 1000, 0, Outage)))).Change);
    }

    // A silence in the night is no alert about the budget that was spent by day.
    [Fact]
    public void Rules_OfTheBudgetThatDidNotFire_AreNamedBesideASilenceThatDid()
    {
        SloObjective objective = Objective().BurnRateRule(AlertSeverity.Page, 60, TimeSpan.FromHours(1), TimeSpan.FromMinutes(5))
            .SilenceRule(AlertSeverity.Ticket, TimeSpan.FromHours(2)).Build();
        Suggestion one = Assert.Single(Rules(Subject(objective, Hours(March, Hours744, 1000, 0, [.. Outage, (300, 0L, 0L), (301, 0L, 0L), (302, 0L, 0L)]))));

        Assert.StartsWith("121.5 % of the budget was spent, and no rule about it fired.", one.Reason, StringComparison.Ordinal);
    }

    // The forecast of exhaustion comes and goes with each blip, and little was spent.
    [Fact]
    public void Rule_OfTheForecast_ThatIsTooLoud_IsNamed()
    {
        SloObjective objective = Objective().BurnRateRule(AlertSeverity.Page, 60, TimeSpan.FromHours(1), TimeSpan.FromMinutes(5))
            .ExhaustionRule(AlertSeverity.Ticket, TimeSpan.FromDays(15)).Build();
        (int, long, long)[] blips = [.. Enumerable.Range(0, 30).Select(day => ((day * 24) + 5, 940L, 60L))];
        Suggestion one = Assert.Single(Rules(Subject(objective, Hours(March, Hours744, 1000, 0, blips))));

        Assert.Equal("Shorten the time of the rule 'ticket when the budget ends within 15d', or give it a hold.", one.Change);
    }

    private static IEnumerable<Suggestion> Rules(ReportSubject subject) =>
        ReportBuilder.Suggest(subject, Month, CancellationToken.None).Suggestions.Where(one => one.Kind == SuggestionKind.Rule);
}
