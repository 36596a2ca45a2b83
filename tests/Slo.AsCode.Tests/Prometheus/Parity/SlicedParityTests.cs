using Slo.Testing;
using Slo.Tests.Traces;
using Xunit;

namespace Slo.Tests.Prometheus.Parity;

/// <summary>Budgets of slices: a subquery over a slice, against the ledger of the engine.</summary>
public sealed class SlicedParityTests
{
    private const int Slice = 300;

    [Theory]
    [InlineData(BudgetingMethodKind.Timeslices)]
    [InlineData(BudgetingMethodKind.RatioTimeslices)]
    public async Task Rules_OverSlices_SayWhatTheEngineSays(BudgetingMethodKind kind)
    {
        PublishedTraces.SkipWhereAbsent();
        var trace = Trace.Read(Oracle.PathOf("traces", "dev", "blog_http_4xx5xx.csv"));
        SloObjectiveBuilder builder = new SloObjectiveBuilder(trace.Name).TargetPercent(95).UnobservedTime(UnobservedTime.Exclude);
        SloObjective objective = (kind == BudgetingMethodKind.Timeslices
            ? builder.Timeslices(TimeSpan.FromSeconds(Slice), 0.9m)
            : builder.RatioTimeslices(TimeSpan.FromSeconds(Slice))).Build();
        var rules = GeneratedRules.Read(PrometheusRules.Generate([objective], new() { Selector = CounterSamples.OnTheMinute }));
        await using PrometheusServer server = await PrometheusServer.StartAsync(writer => CounterSamples.Write(writer, [trace]));
        List<double?[]> engine = Replayed(objective, trace);

        for (var i = 0; i < engine.Count; i++)
        {
            TimeSpan window = objective.BurnRateRules.SelectMany(rule => (TimeSpan[])[rule.ShortWindow, rule.LongWindow]).Distinct().Order().ElementAt(i);
            GeneratedRule rule = rules.Records.Single(rule => rule.Record == "slo:burn_rate:ratio" && rule.Labels["slo_window"] == SloDuration.Format(window));
            double?[] answers = await server.RangeAsync(rules.Inlined(rule.Expr), trace.Start + Trace.Minute, trace.LastMinute, Trace.Minute);

            // The first slice began before the trace: who observed it in part may say so.
            var first = ((trace.Start / Slice) + 2) * Slice;
            for (var minute = 0; minute < answers.Length; minute++)
            {
                var at = trace.Start + ((minute + 1L) * Trace.Minute);
                if (at - window.TotalSeconds >= first)
                {
                    Assert.True(
                        answers[minute] is { } there ? engine[i][minute] is { } here && Math.Abs(there - here) <= 1e-9 : engine[i][minute] is null,
                        $"{SloDuration.Format(window)} at {at}: {answers[minute]} there, {engine[i][minute]} here");
                }
            }
        }
    }

    private static List<double?[]> Replayed(SloObjective objective, Trace trace)
    {
        using Replay replay = new(trace);
        SloTracker tracker = replay.Add(objective);
        List<double?[]> rates = [.. tracker.Status.Windows.Select(_ => new double?[trace.Minutes])];
        replay.Run((minute, _) =>
        {
            for (var i = 0; i < rates.Count; i++)
            {
                rates[i][minute] = tracker.Status.Windows[i].BurnRate;
            }
        });
        return rates;
    }
}
