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
        SloObjectiveBuilder builder = new SloObjectiveBuilder(trace.Name).TargetPercent(95);
        var process = InProcess.Replayed(kind == BudgetingMethodKind.Timeslices
            ? builder.Timeslices(TimeSpan.FromSeconds(Slice), 0.9m)
            : builder.RatioTimeslices(TimeSpan.FromSeconds(Slice)), trace);
        var rules = GeneratedRules.Read(PrometheusRules.Generate([process.Objective], new() { Selector = CounterSamples.OnTheMinute }));
        await using PrometheusServer server = await PrometheusServer.StartAsync(writer => CounterSamples.Write(writer, [trace]));

        foreach (TimeSpan window in process.Windows)
        {
            GeneratedRule rule = rules.Records.Single(rule => rule.Record == "slo:burn_rate:ratio" && rule.Labels["slo_window"] == SloDuration.Format(window));
            double?[] answers = await server.RangeAsync(rules.Inlined(rule.Expr), trace.Start + Trace.Minute, trace.LastMinute, Trace.Minute);
            double?[] engine = process.BurnRates(window);

            // The first slice began before the trace: who observed it in part may say so.
            var first = ((trace.Start / Slice) + 2) * Slice;
            for (var minute = 0; minute < answers.Length; minute++)
            {
                var at = trace.Start + ((minute + 1L) * Trace.Minute);
                if (at - window.TotalSeconds >= first)
                {
                    Assert.True(
                        answers[minute] is { } there ? engine[minute] is { } here && Math.Abs(there - here) <= 1e-9 : engine[minute] is null,
                        $"{SloDuration.Format(window)} at {at}: {answers[minute]} there, {engine[minute]} here");
                }
            }
        }
    }
}
