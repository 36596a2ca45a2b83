using Xunit;

namespace Slo.Tests;

public sealed class DiffAndLintTests
{
    [Fact]
    public void Compare_NamesWhatChanged()
    {
        SloObjective[] before =
        [
            Make("kept", o => o), Make("gone", o => o), Make("target", o => o), Make("period", o => o), Make("rules", o => o.BurnRateRule(AlertSeverity.Page, 2, TimeSpan.FromHours(1))),
            Make("latency", o => o.FasterThan(TimeSpan.FromSeconds(1))), Make("source", o => o), Make("texts", o => o.Label("team", "a")), Make("method", o => o), Make("groups", o => o),
        ];
        SloObjective[] after =
        [
            Make("kept", o => o), Make("new", o => o), Make("target", o => o.TargetPercent(99)), Make("period", o => o.Rolling(TimeSpan.FromDays(29))),
            Make("rules", o => o.BurnRateRule(AlertSeverity.Page, 2, TimeSpan.FromHours(1), settings: new AlertRuleSettings { Hold = TimeSpan.FromMinutes(1) })),
            Make("latency", o => o), Make("source", o => o.HttpServer()), Make("texts", o => o.Label("team", "b")), Make("method", o => o.RatioTimeslices(TimeSpan.FromMinutes(1))),
            Make("groups", o => o.GroupBy("tenant")),
        ];

        Assert.Equal(
            [
                "gone: removed: gone: 99.9 % over 30d",
                "groups: history: full -> full, by tenant up to 100",
                "latency: latency loosened: 1s",
                "method: method: occurrences -> ratios of slices of 1m",
                "new: added: new: 99.9 % over 30d",
                "period: period: 30d rolling -> 29d rolling",
                "period: rule added: page at 14.4x over 58m/5m",
                "period: rule added: page at 6x over 5h48m/29m",
                "period: rule added: ticket at 1x over 2d21h36m/5h48m",
                "period: rule added: ticket at 3x over 23h12m/1h56m",
            ],
            SloDefinitionDiff.Compare(before, after).Select(difference => difference.ToString()).Where(text => !text.Contains("rule removed", StringComparison.Ordinal)).Take(10).Order(StringComparer.Ordinal));
        Assert.Contains(SloDefinitionDiff.Compare(before, after), difference => difference is { Name: "target", Kind: SloDifferenceKind.TargetLoosened, Before: "99.9 %", After: "99 %" });
        Assert.Contains(SloDefinitionDiff.Compare(after, before), difference => difference is { Name: "target", Kind: SloDifferenceKind.TargetTightened });
        Assert.Contains(SloDefinitionDiff.Compare(after, before), difference => difference is { Name: "latency", Kind: SloDifferenceKind.LatencyTightened });
        Assert.Contains("rules: rule loosened: page at 2x over 1h/5m -> page at 2x over 1h/5m (hold 1m)", SloDefinitionDiff.Compare(before, after).Select(difference => difference.ToString()));
        Assert.Contains("texts: texts: label team 'a' -> label team 'b'", SloDefinitionDiff.Compare(before, after).Select(difference => difference.ToString()));
        Assert.Contains(SloDefinitionDiff.Compare(before, after), difference => difference is { Name: "source", Kind: SloDifferenceKind.Indicator });
        Assert.DoesNotContain(SloDefinitionDiff.Compare(before, after), difference => difference.Name == "kept");
        Assert.Empty(SloDefinitionDiff.Compare(after, after));
    }

    // A default that is written out is no change.
    [Fact]
    public void Compare_OfUnobservedTimeAndAlertsOfGroups_NamesWhatIsJudgedOtherwise()
    {
        SloObjective plain = Make("a", o => o.GroupBy("tenant"));

        Assert.Empty(Texts(plain, Make("a", o => o.GroupBy("tenant").UnobservedTime(UnobservedTime.AssumeGood))));
        Assert.Equal(
            ["a: method: unobserved time AssumeGood -> unobserved time Exclude"],
            Texts(plain, Make("a", o => o.GroupBy("tenant").UnobservedTime(UnobservedTime.Exclude))));
        SloObjective alerting = Make("a", o => o.GroupBy("tenant").AlertPerGroup());
        Assert.Equal(["a: rule added: an alert for each group"], Texts(plain, alerting));
        Assert.Equal(["a: rule removed: an alert for each group"], Texts(alerting, plain));
    }

    [Fact]
    public void Compare_OfRules_PairsThemBySeverityAndWindows()
    {
        static SloObjective With(decimal factor, int days = 30, AlertRuleSettings? settings = null) => Make("a", o => o.Rolling(TimeSpan.FromDays(days))
            .BurnRateRule(AlertSeverity.Page, factor, TimeSpan.FromHours(1), TimeSpan.FromMinutes(5), settings: settings).SilenceRule(AlertSeverity.Ticket, TimeSpan.FromMinutes(10)));

        Assert.Equal(["a: rule tightened: page at 14.4x over 1h/5m -> page at 10x over 1h/5m"], Texts(With(14.4m), With(10)));
        Assert.Equal(["a: rule loosened: page at 10x over 1h/5m -> page at 14.4x over 1h/5m"], Texts(With(10), With(14.4m)));
        Assert.Equal(["a: period: 30d rolling -> 28d rolling"], Texts(With(10), With(10, days: 28)));
        Assert.Equal(
            ["a: rule loosened: page at 14.4x over 1h/5m -> page at 10x over 1h/5m (minimum bad events 9)"], Texts(With(14.4m), With(10, settings: new AlertRuleSettings { MinimumBadEvents = 9 })));
        Assert.Equal(["a: rule tightened: page at 10x over 1h/5m (confidence 0.9) -> page at 10x over 1h/5m"], Texts(With(10, settings: new AlertRuleSettings { Confidence = 0.9m }), With(10)));
    }

    [Fact]
    public void Compare_OfIndicatorsAndMethods_SaysWhatIsOtherwise()
    {
        SloObjective whole = Make("a", o => o.HttpServer(http => http.BadStatus("5xx", "429")));
        SloObjective one = Make("a", o => o.HttpServer(http => http.BadStatus("503").IgnoreStatus("500-502", "504-599")));
        SloObjective half = Make("a", o => o.HttpServer(http => http.BadStatus("5xx", "429")).Timeslices(TimeSpan.FromMinutes(1), 0.5m));
        SloObjective most = Make("a", o => o.HttpServer(http => http.BadStatus("5xx", "429")).Timeslices(TimeSpan.FromMinutes(1), 0.95m));

        Assert.Equal(
            ["a: indicator: every request; bad status 429, 5xx -> every request; bad status 503; ignored status 500-502, 504-599"], Texts(whole, one));
        Assert.Equal(["a: method: occurrences -> slices of 1m with 50 %"], Texts(whole, half));
        Assert.Equal(["a: method tightened: slices of 1m with 50 % -> slices of 1m with 95 %"], Texts(half, most));
        Assert.Equal(["a: method: slices of 1m with 95 % -> slices of 1m with 50 %"], Texts(most, half));
    }

    [Fact]
    public void Check_FindsWhatWillDisappoint()
    {
        SloObjective[] objectives =
        [
            Make("fine", o => o.Owner("me")),
            Make("orphan", o => o),
            Make("unreachable", o => o.Owner("me").TargetPercent(90)),
            Make("late", o => o.Label("team", "a").FasterThan(TimeSpan.FromSeconds(11)).Annotation("slo.dev/client-timeout", "10s")),
            Make("proud", o => o.Owner("me").TargetPercent(99.95m).DependsOn("fine").DependsOn("FINE")),
            Make("modest", o => o.Owner("me").TargetPercent(99.5m).DependsOn("fine")),
            Make("lost", o => o.Owner("me").DependsOn("fin").Annotation("slo.dev/client-timeout", "soon")),
        ];

        Assert.Equal(
            [
                ("SLO0705", "orphan"), ("SLO0701", "unreachable"), ("SLO0702", "late"), ("SLO0703", "proud"), ("SLO0706", "lost"), ("SLO0704", "lost"),
            ],
            SloDefinitionLint.Check(objectives).Select(finding => (finding.Code, finding.Objective!)));
        Assert.All(SloDefinitionLint.Check(objectives), finding => Assert.Equal(SloFindingSeverity.Warning, finding.Severity));
    }

    [Fact]
    public void Check_OfASet_NamesThePlace()
    {
        SloFinding finding = Assert.Single(SloDefinitionLint.Check(Definition.Strict(Definition.Slo())));

        Assert.Equal(("slo.yaml", 4, 9, "SLO0705"), (finding.File, finding.Line, finding.Column, finding.Code));
    }

    [Fact]
    public void Write_OfWhatNoTextHolds_IsALoss()
    {
        SloObjective objective = Make("code", o => o.HttpServer(http => http.WithMetadata(new object())).FasterThan(TimeSpan.FromTicks(15_001)));

        OpenSloWriter.Write([objective], out IReadOnlyList<SloFinding> losses);

        Assert.Equal(["SLO0601", "SLO0604"], losses.Select(loss => loss.Code).Order());
        Assert.All(losses, loss => Assert.Equal(SloFindingSeverity.Error, loss.Severity));
    }

    [Fact]
    public void Write_OfNamesThatBecomeTheSame_KeepsThemApart()
    {
        var text = OpenSloWriter.Write([Make("a_b", o => o), Make("a.b", o => o), Make("a-b", o => o)], out _);

        SloDefinitionSet set = Definition.Strict(text);
        Assert.True(set.IsValid);
        Assert.Equal(["a_b", "a.b", "a-b"], set.Objectives.Select(objective => objective.Name));
        Assert.Equal(["a-b", "a-b-2", "a-b-3"], text.Split('\n').Where(line => line.StartsWith("  name: ", StringComparison.Ordinal)).Select(line => line[8..]));
    }

    private static IEnumerable<string> Texts(SloObjective before, SloObjective after) =>
        SloDefinitionDiff.Compare([before], [after]).Select(difference => difference.ToString());

    private static SloObjective Make(string name, Func<SloObjectiveBuilder, SloObjectiveBuilder> with) => with(new SloObjectiveBuilder(name).TargetPercent(99.9m)).Build();
}
