using Slo.Cli.Definitions;
using Slo.Shared.Reporting;
using Xunit;
using static Slo.Tests.Reporting.ReportWorld;

namespace Slo.Tests.Reporting;

/// <summary>What is suggested of a history, and what is not.</summary>
public sealed class SuggestionTests
{
    private const int Hours744 = 31 * 24;

    [Fact]
    public void Target_ThatWasNeverInDanger_IsRaised()
    {
        Suggestion one = Of(Subject(Objective().Build(), Hours(March, Hours744, 1000, 0, (5, 930, 70))), SuggestionKind.Target);

        Assert.Equal("Raise the target from 99 % to 99.98 %.", one.Change);
        Assert.Equal(""" "checkout": { "TargetPercent": 99.98 }""".TrimStart(), one.Json);
        Assert.Equal(".TargetPercent(99.98m)", one.Code);
    }

    [Fact]
    public void Target_ThatWasNeverMet_IsLowered()
    {
        ReportSubject subject = Subject(Objective().Build(), [.. Hours(March.AddMonths(-1), 28 * 24, 975, 25), .. Hours(March, Hours744, 975, 25)]);

        Assert.Equal("Lower the target from 99 % to 97 %.", Of(subject, SuggestionKind.Target).Change);
    }

    // One period that was missed, half a day, no events: too little to tell.
    [Fact]
    public void Target_WithTooLittleHistory_Stays()
    {
        Assert.DoesNotContain(All(Subject(Objective().Build(), Hours(March, Hours744, 975, 25))), one => one.Kind == SuggestionKind.Target);
        Assert.Empty(All(Subject(Objective().Build(), Hours(March, 12, 1000, 0))));
        Assert.Empty(All(Subject(Objective().Build(), Hours(March, Hours744, 0, 0))));
    }

    [Fact]
    public void Threshold_ThatNothingExceeds_IsLowered_WithoutAnInventedValue()
    {
        Suggestion one = Of(Subject(Latency(), Hours(March, Hours744, 1000, 0)), SuggestionKind.Threshold);

        Assert.Contains("0 of 744,000 events were bad", one.Reason, StringComparison.Ordinal);
        Assert.StartsWith("Lower the threshold of 300ms: measure the duration that 99 % of the requests stay below", one.Change, StringComparison.Ordinal);
        Assert.Equal((null, null), (one.Json, one.Code));
        Assert.Contains(All(Subject(Latency(), Hours(March, Hours744, 998, 2))), other => other.Kind == SuggestionKind.Threshold);
        Assert.DoesNotContain(All(Subject(Latency(), Hours(March, Hours744, 997, 3))), other => other.Kind == SuggestionKind.Threshold);
        Assert.DoesNotContain(All(Subject(Latency(), Hours(March, Hours744, 1, 0))), other => other.Kind == SuggestionKind.Threshold);
        Assert.DoesNotContain(All(Subject(Objective().Build(), Hours(March, Hours744, 1000, 0))), other => other.Kind == SuggestionKind.Threshold);
    }

    [Fact]
    public void Threshold_FarBelowThePercentile_IsRaised()
    {
        Assert.StartsWith("Raise the threshold of 300ms", Of(Subject(Latency(), Hours(March, Hours744, 800, 200)), SuggestionKind.Threshold).Change, StringComparison.Ordinal);
        Assert.DoesNotContain(All(Subject(Latency(), Hours(March, Hours744, 950, 50))), one => one.Kind == SuggestionKind.Threshold);
    }

    // 15 % of the month's events are bad, and all of them in one outage: no threshold would have helped.
    [Fact]
    public void Threshold_ThatOnlyAnOutageExceeds_Stays()
    {
        (int, long, long)[] outage = [.. Enumerable.Range(200, 112).Select(hour => (hour, 0L, 1000L))];

        Assert.DoesNotContain(All(Subject(Latency(), Hours(March, Hours744, 1000, 0, outage))), one => one.Kind == SuggestionKind.Threshold);
    }

    [Fact]
    public void Rule_WithAMinimumAboveTheTraffic_CannotFire()
    {
        SloObjective objective = Objective().BurnRateRule(AlertSeverity.Page, 5, TimeSpan.FromHours(1), TimeSpan.FromMinutes(5), minimumEvents: 500).Build();
        Suggestion one = Of(Subject(objective, Hours(March, Hours744, 100, 0)), SuggestionKind.Rule);

        Assert.Contains("it can never fire", one.Reason, StringComparison.Ordinal);
        Assert.Contains("to at most 100 events", one.Change, StringComparison.Ordinal);
        Assert.DoesNotContain(All(Subject(objective, Hours(March, Hours744, 600, 0))), other => other.Kind == SuggestionKind.Rule);
    }

    [Fact]
    public void Rule_ThatAlwaysFires_IsNamed()
    {
        SloObjective objective = Objective().TargetPercent(90).BurnRateRule(AlertSeverity.Page, 0.5m, TimeSpan.FromHours(1), TimeSpan.FromMinutes(5)).Build();
        Suggestion one = Of(Subject(objective, Hours(March, Hours744, 920, 80)), SuggestionKind.Rule);

        Assert.Contains("an alert that never ends is not noticed", one.Reason, StringComparison.Ordinal);
        Assert.Equal(".DefaultRules()", one.Code);
    }

    // It fires once, and does not end. The default rules fire in each outage, and end.
    [Fact]
    public void Rule_ThatAlwaysFires_GivesWayToDefaultsThatFireMoreOften()
    {
        SloObjective objective = Objective().TargetPercent(90).BurnRateRule(AlertSeverity.Page, 0.5m, TimeSpan.FromHours(1), TimeSpan.FromMinutes(5)).Build();
        (int, long, long)[] outages = [.. Enumerable.Range(0, 3).SelectMany(day => Enumerable.Range((day * 200) + 50, 6)).Select(hour => (hour, 0L, 1000L))];
        Suggestion one = Of(Subject(objective, Hours(March, Hours744, 920, 80, outages)), SuggestionKind.Rule);

        Assert.Contains("an alert that never ends is not noticed", one.Reason, StringComparison.Ordinal);
        Assert.Equal(".DefaultRules()", one.Code);
    }

    [Fact]
    public void Rule_ThatFiresOftenWithoutDanger_GivesWayToTheDefaults()
    {
        SloObjective objective = Objective().BurnRateRule(AlertSeverity.Page, 1, TimeSpan.FromHours(1), TimeSpan.FromMinutes(5)).Build();
        (int, long, long)[] blips = [.. Enumerable.Range(0, 30).Select(day => ((day * 24) + 5, 980L, 20L))];
        Suggestion one = Of(Subject(objective, Hours(March, Hours744, 1000, 0, blips)), SuggestionKind.Rule);

        Assert.Contains("fired 30 times, 6.8 times a week", one.Reason, StringComparison.Ordinal);
        Assert.Contains("The default rules would have fired 0 times.", one.Reason, StringComparison.Ordinal);
        Assert.Equal(".DefaultRules()", one.Code);
    }

    // Other kinds of rules are not replaced by burn-rate rules: this silence rule fires each night.
    [Fact]
    public void Rule_OfAnotherKind_DoesNotGiveWayToTheDefaults()
    {
        SloObjective objective = Objective().SilenceRule(AlertSeverity.Ticket, TimeSpan.FromHours(2)).Build();
        (int, long, long)[] nights = [.. Enumerable.Range(0, 30).SelectMany(day => Enumerable.Range((day * 24) + 1, 6)).Select(hour => (hour, 0L, 0L))];

        Assert.DoesNotContain(All(Subject(objective, Hours(March, Hours744, 1000, 0, nights))), one => one.Code == ".DefaultRules()");
    }

    // The default rules have one for 14.4 times the budget: they fire as often.
    [Fact]
    public void Rule_ThatIsNoLouderThanTheDefaults_DoesNotGiveWayToThem()
    {
        SloObjective objective = Objective().BurnRateRule(AlertSeverity.Page, 13, TimeSpan.FromHours(1), TimeSpan.FromMinutes(5)).Build();
        (int, long, long)[] bursts = [.. Enumerable.Range(0, 10).Select(burst => ((burst * 70) + 5, 850L, 150L))];
        Suggestion one = Of(Subject(objective, Hours(March, Hours744, 1000, 0, bursts)), SuggestionKind.Rule);

        Assert.StartsWith("Give the rule", one.Change, StringComparison.Ordinal);
        Assert.Null(one.Code);
    }

    [Fact]
    public void Rules_ThatDidNotFireWhileTheBudgetWasSpent_GiveWayToTheDefaults()
    {
        SloObjective objective = Objective().BurnRateRule(AlertSeverity.Page, 60, TimeSpan.FromHours(1), TimeSpan.FromMinutes(5)).Build();
        (int, long, long)[] outage = [.. Enumerable.Range(100, 30).Select(hour => (hour, 700L, 300L))];
        Suggestion one = Of(Subject(objective, Hours(March, Hours744, 1000, 0, outage)), SuggestionKind.Rule);

        Assert.StartsWith("121.0 % of the budget was spent, and no rule fired. The default rules would have fired", one.Reason, StringComparison.Ordinal);
        Assert.Equal(".DefaultRules()", one.Code);
    }

    [Fact]
    public void DefaultRules_OverAnOrdinaryMonth_AreLeftAlone() => Assert.DoesNotContain(
        All(Subject(Objective().Build(), Hours(March, Hours744, 1000, 0, (50, 0, 1000), (51, 0, 1000), (52, 0, 1000)))), one => one.Kind == SuggestionKind.Rule);

    // What is suggested can be read, whatever the routes are.
    [Fact]
    public void Objectives_ForRoutes_AreDefinitions()
    {
        string[] routes = ["/orders/{id:int}", "/orders-{id}", "/", "/a\"b\\c", "/{**path}", "/orders/{id}"];
        CoverageReport coverage = new(March, 10, 6000, [.. routes.Select(route => new RouteReport("POST", route, 1000, 2))]);
        IReadOnlyList<Suggestion> all = CoverageSuggestions.Of(coverage, ["post-orders-id"]);
        using TestFolder folder = new();
        var path = folder.Definitions(string.Join(", ", all.Select(one => one.Json)));

        Assert.Equal(["post-orders-id-int", "post-orders-id-2", "post", "post-a-b-c", "post-path", "post-orders-id-3"], all.Select(one => one.Objective));
        Assert.All(all.Zip(routes), pair =>
        {
            SloObjective read = DefinitionFile.Read(path, pair.First.Objective);
            Assert.Equal((0.99m, pair.Second), (read.TargetRatio, Assert.Single(Assert.IsType<HttpIndicator>(read.Indicator).Routes).Pattern));
        });
        Assert.Equal(
            "options.AddObjective(\"post-a-b-c\", objective => objective.TargetPercent(99m).HttpServer(http => http.Route(\"POST\", \"/a\\\"b\\\\c\")));", all[3].Code);
    }

    [Fact]
    public void Objectives_ForRoutesWithFewRequestsAndForNoRoute_AreNotSuggested()
    {
        RouteReport[] routes =
        [
            new("GET", "/many", 1000, 0), new("", CoverageReport.NoEndpoint, 1000, 0), new("", CoverageReport.Other, 1000, 0), new("_OTHER", "/brew", 1000, 0),
            new("GET", "/few", SuggestionLimits.FewestRequests - 1, 0),
        ];

        Assert.Equal(["get-many"], CoverageSuggestions.Of(new(March, 0, 4099, routes), []).Select(one => one.Objective));
        Assert.Empty(CoverageSuggestions.Of(new(March, 1_000_000, 4099, routes), []));
        Assert.Equal(SuggestionLimits.MostRoutes, CoverageSuggestions.Of(new(March, 0, 3000, [.. Enumerable.Range(0, 30).Select(i => new RouteReport("GET", $"/{i}", 100, 0))]), []).Count);
    }

    // What did not happen is only known of time that was observed: 27 of 31 days are too few to promise more, and enough to see a rule that fires.
    [Fact]
    public void Change_ThatDependsOnWhatDidNotHappen_NeedsMostOfThePeriod()
    {
        SloObjective loud = Objective().BurnRateRule(AlertSeverity.Page, 1, TimeSpan.FromHours(1), TimeSpan.FromMinutes(5)).Build();
        SloObjective unreachable = Objective().BurnRateRule(AlertSeverity.Page, 5, TimeSpan.FromHours(1), TimeSpan.FromMinutes(5), minimumEvents: 5000).Build();
        SloObjective always = Objective().TargetPercent(90).BurnRateRule(AlertSeverity.Page, 0.5m, TimeSpan.FromHours(1), TimeSpan.FromMinutes(5)).Build();
        (int, long, long)[] blips = [.. Enumerable.Range(0, 27).Select(day => ((day * 24) + 5, 980L, 20L))];

        Assert.Empty(All(Subject(loud, Hours(March.AddDays(4), 27 * 24, 1000, 0, blips))));
        Assert.Empty(All(Subject(unreachable, Hours(March.AddDays(4), 27 * 24, 100, 0))));
        Assert.Empty(All(Subject(Latency(), Hours(March.AddDays(4), 27 * 24, 1000, 0))));
        Assert.Single(All(Subject(always, Hours(March.AddDays(4), 27 * 24, 920, 80))), one => one.Kind == SuggestionKind.Rule);
        Assert.Equal(["target", "rule"], Build(Subject(loud, Hours(March.AddDays(4), 27 * 24, 1000, 0, blips))).Missing.Select(one => one.Word));
    }

    // A trace may have several periods: the worst of all counts.
    [Fact]
    public void Target_OfAHistoryOfSeveralPeriods_IsThatOfTheWorst()
    {
        ReportRange day = new(March.AddDays(9), March.AddDays(10));
        (int, long, long)[] bad = [(50, 960, 40)];

        Assert.Equal("Raise the target from 99 % to 99.95 %.", Assert.Single(Build(Subject(Objective().Build(), Hours(March, 240, 1000, 0)), day).Suggestions, one => one.Kind == SuggestionKind.Target).Change);
        Suggestion worst = Assert.Single(Build(Subject(Objective().Build(), Hours(March, 240, 1000, 0, bad)), day).Suggestions, one => one.Kind == SuggestionKind.Target);
        Assert.Equal("Raise the target from 99 % to 99.5 %.", worst.Change);
        Assert.StartsWith("Never breached in 10 known periods", worst.Reason, StringComparison.Ordinal);
    }

    private static SloObjective Latency() => Objective().FasterThan(TimeSpan.FromMilliseconds(300)).Build();

    private static IReadOnlyList<Suggestion> All(ReportSubject subject) => Build(subject).Suggestions;

    private static Suggestion Of(ReportSubject subject, SuggestionKind kind) => Assert.Single(All(subject), one => one.Kind == kind);
}
