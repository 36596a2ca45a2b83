using Slo.Testing;
using Slo.Tests.Traces;
using Xunit;

namespace Slo.Tests.Prometheus.Parity;

/// <summary>Budgets of slices: a subquery over a slice, against the ledger of the engine.</summary>
public sealed class SlicedParityTests
{
    private const int Slice = 300;

    [Theory]
    [InlineData(BudgetingMethodKind.Timeslices, "blog_http_4xx5xx", 99.9)]
    [InlineData(BudgetingMethodKind.RatioTimeslices, "blog_http_4xx5xx", 99.9)]
    [InlineData(BudgetingMethodKind.Timeslices, "loghub_apache_workers", 95.0)]
    [InlineData(BudgetingMethodKind.RatioTimeslices, "loghub_apache_workers", 95.0)]
    public async Task Rules_OverSlices_SayWhatTheEngineSays(BudgetingMethodKind kind, string name, double targetPercent)
    {
        PublishedTraces.SkipWhereAbsent();
        var trace = Trace.Read(Oracle.PathOf("traces", "dev", name + ".csv"));
        SloObjectiveBuilder builder = new SloObjectiveBuilder(trace.Name).TargetPercent((decimal)targetPercent);
        var process = InProcess.Replayed(kind == BudgetingMethodKind.Timeslices
            ? builder.Timeslices(TimeSpan.FromSeconds(Slice), 0.9m)
            : builder.RatioTimeslices(TimeSpan.FromSeconds(Slice)), trace);
        var rules = GeneratedRules.Read(PrometheusRules.Generate([process.Objective], new() { Selector = CounterSamples.OnTheMinute, AlertPerRule = true }));
        await using PrometheusServer server = await PrometheusServer.StartAsync(writer => CounterSamples.Write(writer, [trace]));

        foreach (TimeSpan window in process.Windows)
        {
            GeneratedRule rule = rules.Records.Single(rule => rule.Record == "slo:burn_rate:ratio" && rule.Labels["slo_window"] == SloDuration.Format(window));
            double?[] there = await AskAsync(server, trace, rules, rule);
            double?[] here = process.BurnRates(window);
            Assert.All(Whole(trace, window), minute => Assert.True(
                there[minute] is { } one ? here[minute] is { } other && Math.Abs(one - other) <= 1e-9 : here[minute] is null,
                $"{SloDuration.Format(window)} at {minute}: {there[minute]} there, {here[minute]} here"));
        }

        var alertMinutes = 0;
        foreach ((GeneratedRule alert, int i) in rules.Alerts.Select((alert, i) => (alert, i)))
        {
            double?[] there = await AskAsync(server, trace, rules, alert);
            Assert.All(Whole(trace, process.Objective.BurnRateRules[i].LongWindow), minute => Assert.Equal(process.Holds(i)[minute], there[minute] is not null));
            alertMinutes += there.Count(value => value is not null);
        }

        Assert.True(alertMinutes > 0);
    }

    private static Task<double?[]> AskAsync(PrometheusServer server, Trace trace, GeneratedRules rules, GeneratedRule rule) =>
        server.RangeAsync(rules.Inlined(rule.Expr), trace.Start + Trace.Minute, trace.LastMinute, Trace.Minute);

    /// <summary>The minutes at which a window has whole slices only: the first slice began before the trace, and may be observed in part.</summary>
    private static IEnumerable<int> Whole(Trace trace, TimeSpan window)
    {
        var first = ((trace.Start / Slice) + 2) * Slice;
        return Enumerable.Range(0, trace.Minutes).Where(minute => trace.Start + ((minute + 1L) * Trace.Minute) - window.TotalSeconds >= first);
    }
}
