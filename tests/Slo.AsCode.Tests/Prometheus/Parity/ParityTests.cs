using Slo.Testing;
using Slo.Tests.Docs;
using Slo.Tests.Traces;
using Xunit;

namespace Slo.Tests.Prometheus.Parity;

/// <summary>The engine in the process and a real Prometheus with the generated rules, side by side at every minute of recorded histories.</summary>
public sealed class ParityTests(ITestOutputHelper output)
{
    private static readonly TimeSpan[] Periods = [TimeSpan.FromDays(30), TimeSpan.FromDays(7)];

    public static TheoryData<string> Names => PublishedTraces.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Rules_OverAPublishedTrace_SayWhatTheEngineSays(string name)
    {
        PublishedTraces.SkipWhereAbsent();
        var trace = Trace.Read(Oracle.PathOf("traces", "dev", name + ".csv"));
        await using PrometheusServer server = await PrometheusServer.StartAsync(writer => CounterSamples.Write(writer, [trace]));

        foreach (TimeSpan period in Periods)
        {
            foreach (var target in trace.Targets)
            {
                var process = InProcess.Replayed(
                    new SloObjectiveBuilder(trace.Name).TargetRatio(decimal.Parse(target, System.Globalization.CultureInfo.InvariantCulture)).Rolling(period), trace);
                ParityRow row = new(name, target, SloDuration.Format(period));
                await CompareRatiosAsync(server, trace, process, row);
                await ComparePeriodAsync(server, trace, process);
                await CompareAlertsAsync(server, trace, process, row);

                output.WriteLine(row.ToString());
                Assert.Equal((0, 0), (row.RatiosOff, row.AlertsOff));
                Assert.True(row.AlertMinutes + row.Ratios > 0);
                AssertIsOnThePage(row);
            }
        }
    }

    // Other histories than the published ones may be tried; of those the page must say what is.
    private static void AssertIsOnThePage(ParityRow row)
    {
        DocRow? written = DocPage.Read("parity.md").Table("By trace")
            .FirstOrDefault(line => (line["trace"], line["target"], line["period"]) == (row.Trace, row.Target, row.Period));
        Assert.Equal(written?.ToString() ?? row.ToString(), row.ToString());
    }

    private static GeneratedRules Rules(SloObjective objective, string selector) =>
        GeneratedRules.Read(PrometheusRules.Generate([objective], new() { Selector = selector, AlertPerRule = true }));

    private static Task<double?[]> AskAsync(PrometheusServer server, Trace trace, GeneratedRules rules, string expr) =>
        server.RangeAsync(rules.Inlined(expr), trace.Start + Trace.Minute, trace.LastMinute, Trace.Minute);

    private static async Task CompareRatiosAsync(PrometheusServer server, Trace trace, InProcess process, ParityRow row)
    {
        GeneratedRules rules = Rules(process.Objective, CounterSamples.OnTheMinute);
        foreach (TimeSpan window in process.Windows)
        {
            GeneratedRule rule = rules.Records.Single(rule => rule.Record == "slo:bad:ratio" && rule.Labels["slo_window"] == SloDuration.Format(window));
            double?[] answers = await AskAsync(server, trace, rules, rule.Expr);
            row.Ratios += answers.Count(answer => answer is not null);
            row.RatiosOff += answers.Zip(process.Ratios(window)).Count(pair => !AreSame(pair.First, pair.Second, 1e-9));
        }
    }

    /// <summary>By the hour; the engine's thirty days may begin up to ten minutes early or late (docs/operations.md).</summary>
    private static async Task ComparePeriodAsync(PrometheusServer server, Trace trace, InProcess process)
    {
        const int Hour = 60;
        GeneratedRules rules = Rules(process.Objective, CounterSamples.OnTheMinute);
        var compliance = rules.Inlined(rules.Records.Single(rule => rule.Record == "slo:compliance:ratio").Expr);
        var period = (long)process.Objective.Period.Length.TotalSeconds;
        double?[] answers = await server.RangeAsync(compliance, trace.Start + Trace.Minute, trace.LastMinute, Hour * Trace.Minute);
        for (var i = 0; i < answers.Length; i++)
        {
            var at = trace.Start + Trace.Minute + ((long)i * Hour * Trace.Minute);
            SloEventCounts exact = trace.Window(at, period);
            Assert.True(AreSame(answers[i], exact.Total == 0 ? null : (double)exact.Good / exact.Total, 1e-9), $"{trace.Name} {at}: {answers[i]} of {exact}");
            SloEventCounts edges = trace.Window(at - period + 600, 1200);
            Assert.True(
                AreSame(answers[i], 1 - process.Period[i * Hour], exact.Total == 0 ? 0 : (double)edges.Total / exact.Total),
                $"{trace.Name} {at}: {answers[i]} there, {1 - process.Period[i * Hour]} here");
        }
    }

    private static async Task CompareAlertsAsync(PrometheusServer server, Trace trace, InProcess process, ParityRow row)
    {
        GeneratedRules exact = Rules(process.Objective, CounterSamples.OnTheMinute);
        GeneratedRules scraped = Rules(process.Objective, CounterSamples.Scraped);
        for (var i = 0; i < process.Objective.BurnRateRules.Count; i++)
        {
            double?[] there = await AskAsync(server, trace, exact, exact.Alerts.ElementAt(i).Expr);
            double?[] late = await AskAsync(server, trace, scraped, scraped.Alerts.ElementAt(i).Expr);
            foreach ((bool holds, int minute) in process.Holds(i).Select((holds, minute) => (holds, minute)))
            {
                row.AlertMinutes += holds ? 1 : 0;
                row.AlertsOff += holds == there[minute] is null ? 1 : 0;
                row.OnlyInProcess += holds && late[minute] is null ? 1 : 0;
                row.OnlyScraped += !holds && late[minute] is not null ? 1 : 0;
            }
        }
    }

    private static bool AreSame(double? one, double? other, double tolerance) =>
        one is null ? other is null : other is not null && Math.Abs(one.Value - other.Value) <= tolerance + 1e-12;
}
