using Slo.Tests.Traces;
using Xunit;

namespace Slo.Tests.Prometheus.Parity;

/// <summary>Rules with every guard, in the engine and in a real Prometheus, over traffic that is often exactly at their thresholds.</summary>
public sealed class RuleParityTests
{
    private const int Kept = 3;
    private const int Events = 370;

    private static readonly TimeSpan Long = TimeSpan.FromMinutes(20);

    [Theory]
    [InlineData(BudgetingMethodKind.Occurrences)]
    [InlineData(BudgetingMethodKind.Timeslices)]
    [InlineData(BudgetingMethodKind.RatioTimeslices)]
    public async Task Rules_WithGuardsAtTheirThresholds_FireInTheSameMinutes(BudgetingMethodKind kind)
    {
        Promtool.SkipWhereAbsent();
        Trace trace = MadeTraffic.Create();
        var process = InProcess.Replayed(Guarded(kind), trace);
        PrometheusRulesOptions options = new() { Selector = CounterSamples.OnTheMinute, AllowLoss = true, AlertPerRule = true };
        var rules = GeneratedRules.Read(PrometheusRules.Generate([process.Objective], options));
        await using PrometheusServer server = await PrometheusServer.StartAsync(writer => CounterSamples.Write(writer, [trace]));

        List<bool[]> all = [];
        foreach ((GeneratedRule alert, int rule) in rules.Alerts.Select((alert, i) => (alert, i)))
        {
            double?[] values = await server.RangeAsync(rules.Inlined(alert.Expr), trace.Start + Trace.Minute, trace.LastMinute, Trace.Minute);
            bool[] there = [.. values.Select(value => value is not null)];

            // With too few events the engine keeps the state, and Prometheus does not.
            SloEventCounts[] events = process.Events(Long);
            bool[] here = [.. process.Holds(rule).Select((holds, minute) => holds && (rule != Kept || events[minute].Total >= Events))];
            Assert.Equal(Minutes(here), Minutes(there));
            all.Add(there);
            Assert.InRange(there.Count(fires => fires), 1, (trace.Minutes / 2) - 1);

            // What the text shows is the ratio of the long window, whatever the guards compare.
            double?[] ratios = process.BurnRates(process.Objective.BurnRateRules[rule].LongWindow);
            Assert.All(Minutes(there), minute => Assert.Equal(ratios[minute]!.Value * 0.1, values[minute]!.Value, 1e-9));
        }

        AssertGuardsMatter(process);

        // One alert for all of them fires while any of them does.
        GeneratedRule joined = Assert.Single(GeneratedRules.Read(PrometheusRules.Generate([process.Objective], options with { AlertPerRule = false })).Alerts);
        double?[] any = await server.RangeAsync(rules.Inlined(joined.Expr), trace.Start + Trace.Minute, trace.LastMinute, Trace.Minute);
        Assert.Equal(Minutes([.. any.Select((_, minute) => all.Exists(rule => rule[minute]))]), Minutes([.. any.Select(value => value is not null)]));
    }

    private static SloObjectiveBuilder Guarded(BudgetingMethodKind kind)
    {
        SloObjectiveBuilder builder = new SloObjectiveBuilder("made").TargetPercent(90).Rolling(TimeSpan.FromDays(1))
            .Budgeting(kind, TimeSpan.FromMinutes(1), 0.9m);
        void Add(long minimumEvents = 0, ThresholdComparison comparison = ThresholdComparison.AtOrAbove, AlertRuleSettings? settings = null) =>
            builder.BurnRateRule(AlertSeverity.Page, 2m, Long, TimeSpan.FromMinutes(5), minimumEvents, comparison, settings);
        Add();
        Add(settings: new() { Confidence = 0.7m });
        Add(settings: new() { MinimumBadEvents = 92 });
        Add(minimumEvents: Events);
        Add(comparison: ThresholdComparison.Above);
        Add(comparison: ThresholdComparison.Above, settings: new() { Confidence = 0.5m });
        return builder;
    }

    // Or else the test shows nothing of them.
    private static void AssertGuardsMatter(InProcess process)
    {
        var plain = Minutes(process.Holds(0));
        Assert.All([1, 2, 4, 5], rule => Assert.NotEqual(plain, Minutes(process.Holds(rule))));
        Assert.Contains(process.Events(Long).Index(), minute => process.Holds(Kept)[minute.Index] && minute.Item.Total < Events);
    }

    private static int[] Minutes(bool[] holds) => [.. holds.Index().Where(minute => minute.Item).Select(minute => minute.Index)];
}
