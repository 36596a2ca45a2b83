using Slo.Shared.Reporting;
using Xunit;
using static Slo.Tests.Reporting.ReportWorld;

namespace Slo.Tests.Reporting;

/// <summary>What a report plays again: rules of every window, and what it says of those that it cannot play.</summary>
public sealed class ReplayRowsTests
{
    private const int Hours168 = 7 * 24;

    private static readonly ReportRange Week = new(March, March.AddHours(Hours168));

    // A history has no durations. The rule stays inactive, and all others are played as without it.
    [Fact]
    public void Rule_OfLatency_HidesNoOther()
    {
        SloObjectiveBuilder declared = Objective().Rolling(TimeSpan.FromDays(7)).FasterThan(TimeSpan.FromMilliseconds(300))
            .BurnRateRule(AlertSeverity.Page, 0.5m, TimeSpan.FromHours(1), TimeSpan.FromMinutes(5));
        SloHistoryStep[] steps = [.. Hours(March, Hours168, 9920, 80)];
        ObjectiveReport plain = Build(Subject(declared.Build(), steps), Week);
        ObjectiveReport watched = Build(Subject(declared.AnomalyRule(SloAnomalySignal.Latency).Build(), steps), Week);

        Assert.Contains(watched.Suggestions, one => one.Reason.StartsWith("It fired for 99.6 % of 7d: ", StringComparison.Ordinal));
        Assert.Equal(plain.WhatIf.Select(one => (one.TargetRatio, one.SpentRatio, one.Pages)), watched.WhatIf.Select(one => (one.TargetRatio, one.SpentRatio, one.Pages)));
        Assert.All(plain.WhatIf, one => Assert.True(one is { Reason: null, Tickets: 0 }));
        Assert.Equal(
            ["For rules: 'ticket while latency is unusual' needs durations, which a history does not have."],
            watched.Missing.Select(one => one.Reason).Except(plain.Missing.Select(one => one.Reason)));
    }

    // It would have raised tickets, and no page.
    [Fact]
    public void WhatIf_WithARuleOfLatency_SaysThatTicketsAreNotKnown()
    {
        SloObjectiveBuilder declared = Objective().FasterThan(TimeSpan.FromMilliseconds(300)).AnomalyRule(SloAnomalySignal.Latency)
            .BurnRateRule(AlertSeverity.Page, 14.4m, TimeSpan.FromHours(1), TimeSpan.FromMinutes(5));
        ObjectiveReport report = Build(Subject(declared.Build(), Hours(March, Hours168, 1000, 0, (20, 0, 1000))), Week);
        ReportTable table = ReportTables.WhatIf(report);

        Assert.All(report.WhatIf, one => Assert.Equal((1, null), (one.Pages, one.Tickets)));
        Assert.All(table.Rows, row => Assert.Equal(["1", "–"], row[3..]));
        Assert.Contains("Tickets at 99 % are not known: 'ticket while latency is unusual' needs durations, which a history does not have.", table.Note, StringComparison.Ordinal);
    }

    // An outage on the last day before a week without any: what followed it is found with the rule, too.
    [Fact]
    public void Rule_OfLatency_HidesNoObservation()
    {
        SloObjectiveBuilder declared = Objective().FasterThan(TimeSpan.FromMilliseconds(300));
        SloHistoryStep[] steps = [.. Hours(March.AddDays(-7), 2 * Hours168, 10_000, 0, (200, 5000, 5000))];
        ObjectiveReport plain = Build(Subject(declared.Build(), steps), Week);
        ObjectiveReport watched = Build(Subject(declared.AnomalyRule(SloAnomalySignal.Latency).Build(), steps), Week);

        Assert.NotEmpty(plain.Observations.Signals);
        Assert.Equal(plain.Observations.Signals, watched.Observations.Signals);
        Assert.Equal((1, plain.Observations.Announced), (watched.Observations.Alerts, watched.Observations.Announced));
    }

    // The target was 90 % then, and no burn rate reaches 14.4 with it.
    [Fact]
    public void Rules_ThatAreImpossibleWithTheTargetOfThen_AreMissing()
    {
        SloObjective objective = Objective().BurnRateRule(AlertSeverity.Page, 14.4m, TimeSpan.FromHours(1), TimeSpan.FromMinutes(5)).Build();
        SloLedgerEntry raised = Entry(SloLedgerEntryKind.TargetChanged, Week.To.AddDays(1), "checkout", (SloLedgerDetails.PreviousTargetPercent, "90"));
        SuggestionResult result = ReportBuilder.Suggest(Subject(objective, Hours(March, Hours168, 800, 200), entries: [raised]), Week, CancellationToken.None);

        Assert.DoesNotContain(result.Suggestions, one => one.Kind == SuggestionKind.Rule);
        Assert.Contains(result.Missing, one => one.Kind == SuggestionKind.Rule
            && one.Reason.StartsWith("For rules: they cannot be played with the target of that time: rule", StringComparison.Ordinal));
    }

    // A target that is lowered for some days leaves the rules as they are: they are played as the app had them.
    [Fact]
    public void Override_IsPlayed()
    {
        SloObjective objective = Objective().BurnRateRule(AlertSeverity.Page, 14.4m, TimeSpan.FromHours(1), TimeSpan.FromMinutes(5)).Build();
        SloTargetOverride lowered = new() { Objective = "checkout", TargetRatio = 0.9m, From = March.AddDays(5), To = March.AddDays(9) };
        ReportSubject subject = Subject(objective, Hours(March, Hours168, 1000, 0, (20, 0, 1000), (21, 0, 1000))) with { Overrides = [lowered] };
        RuleReplay? rules = RuleReplay.Play(subject, ReportBuilder.ResultOf(subject, Week, CancellationToken.None), CancellationToken.None);

        Assert.Equal(1, Assert.Single(rules!.Declared).Fired);
    }

    [Fact]
    public void WhatIf_OfATargetWithImpossibleRules_SaysSo()
    {
        SloObjective objective = Objective().BurnRateRule(AlertSeverity.Page, 90, TimeSpan.FromHours(1), TimeSpan.FromMinutes(5)).Build();
        ObjectiveReport report = Build(Subject(objective, Hours(March, Hours168, 1000, 0, (20, 0, 1000), (21, 0, 1000))), Week);
        ReportTable table = ReportTables.WhatIf(report);

        Assert.Equal([(0.98m, null), (0.99m, 1), (0.995m, 1)], report.WhatIf.Select(one => (one.TargetRatio, one.Pages)));
        Assert.Equal(["–", "–"], table.Rows[0][3..]);
        Assert.Contains("Alerts at 98 % are not known: rule", table.Note, StringComparison.Ordinal);
    }

    // The usual rules of a week have a window of a minute; those of 90 days are played in steps of a quarter of an hour.
    [Theory]
    [InlineData(7)]
    [InlineData(90)]
    public void Outage_OfHours_IsOneAlert_WhateverTheSteps(int days)
    {
        SloObjective objective = Objective().Rolling(TimeSpan.FromDays(days)).Build();
        ReportSubject subject = Subject(objective, Hours(March, days * 24, 1000, 0, (20, 0, 1000), (21, 0, 1000), (22, 0, 1000)));
        ReportRange range = new(March, March.AddDays(days));
        RangeResult result = ReportBuilder.ResultOf(subject, range, CancellationToken.None);
        RuleReplay rules = RuleReplay.Play(subject, result, CancellationToken.None)!;

        Assert.All(rules.Declared.Where(one => one.Rule.Severity == AlertSeverity.Page), one => Assert.Equal(1, one.Fired));
        Assert.Equal(1, WhatIfReplay.Play(subject, result, null, CancellationToken.None).Single(one => one.IsCurrent).Pages);
    }

    // After the history there are no events: that is no silence.
    [Fact]
    public void EndOfTheHistory_IsNoAlert()
    {
        SloObjective objective = Objective().SilenceRule(AlertSeverity.Ticket, TimeSpan.FromMinutes(3)).Build();
        ObjectiveReport report = Build(Subject(objective, Hours(March, 31 * 24, 1000, 0)), Month);

        Assert.All(report.WhatIf, one => Assert.Equal((0, 0), (one.Pages, one.Tickets)));
        Assert.Empty(report.Observations.Signals);
    }

    // Slices of a minute in an hour of which one event in ten was bad: each slice has as many.
    [Fact]
    public void SlicesOfTheBudget_AreNotEmpty()
    {
        SloObjective objective = Objective().Timeslices(TimeSpan.FromMinutes(1), 0.95m)
            .BurnRateRule(AlertSeverity.Page, 50, TimeSpan.FromHours(1), TimeSpan.FromMinutes(5)).Build();
        ReportSubject subject = Subject(objective, Hours(March, 31 * 24, 6000, 0, (20, 5400, 600), (21, 5400, 600)));
        RuleReplay rules = RuleReplay.Play(subject, ReportBuilder.ResultOf(subject, Month, CancellationToken.None), CancellationToken.None)!;

        Assert.Equal(1, Assert.Single(rules.Declared).Fired);
    }

    // Neither is what was excluded.
    [Fact]
    public void ExcludedTime_IsNoAlert()
    {
        SloObjective objective = Objective().BurnRateRule(AlertSeverity.Page, 14.4m, TimeSpan.FromHours(1), TimeSpan.FromMinutes(5)).Build();
        SloExclusion excluded = new() { When = SloSchedule.Once(March.AddHours(20), March.AddHours(22)), Id = "1" };
        ReportSubject subject = Subject(objective, Hours(March, Hours168, 1000, 0, (20, 0, 1000), (21, 0, 1000))) with { Exclusions = [excluded] };
        RangeResult result = ReportBuilder.ResultOf(subject, Week, CancellationToken.None);

        Assert.Equal(0, Assert.Single(RuleReplay.Play(subject, result, CancellationToken.None)!.Declared).Fired);
        Assert.All(WhatIfReplay.Play(subject, result, null, CancellationToken.None), one => Assert.Equal(0, one.Pages));
    }
}
