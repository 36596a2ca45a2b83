using System.Globalization;
using System.Text.Json;
using Slo.Testing;
using Slo.Tests.Definitions;
using Xunit;

namespace Slo.Tests.Status;

/// <summary>A real Prometheus with the rules that the tool generated, over counters and gauges as an app exports them.</summary>
public sealed class PrometheusStatusSourceTests
{
    [Fact]
    public async Task CheckAndReport_OfGeneratedRulesAndOfGauges_SayWhatTheServerKnows()
    {
        Assert.SkipWhen(!ServerProcess.IsInstalled("prometheus") && Environment.GetEnvironmentVariable("CI") != "true", "prometheus is not installed; test.sh installs it");
        CancellationToken cancel = TestContext.Current.CancellationToken;
        DirectoryInfo folder = Directory.CreateTempSubdirectory("slo-cli-prometheus-");
        string PathOf(string name) => Path.Combine(folder.FullName, name);
        await File.WriteAllTextAsync(PathOf("slos.yaml"), $"{OpenSloText.Of("exhausted")}\n---\n{OpenSloText.Of("healthy")}\n---\n{OpenSloText.Of("silent")}\n", cancel);
        ToolRun rules = await ToolRun.Of("generate", "prometheus", "-i", PathOf("slos.yaml"), "-o", PathOf("slo.rules.yml"), "--interval", "1s");
        Assert.Equal(0, rules.Code);
        await File.WriteAllTextAsync(PathOf("samples.om"), Samples(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()), cancel);
        await ServerProcess.RunAsync("promtool", "tsdb", "create-blocks-from", "openmetrics", PathOf("samples.om"), PathOf("data"));
        await File.WriteAllTextAsync(PathOf("prometheus.yml"), "global:\n  evaluation_interval: 1s\nrule_files: [slo.rules.yml]\n", cancel);
        var address = LoopbackPort.Free();
        await using ServerProcess server = await ServerProcess.StartAsync(
            folder, new Uri($"http://{address}/-/ready"), "prometheus", "--config.file=" + PathOf("prometheus.yml"), "--storage.tsdb.path=" + PathOf("data"),
            $"--web.listen-address={address}", "--storage.tsdb.retention.time=100y", "--log.level=error");
        string[] source = ["--prometheus", $"http://{address}"];

        // The rules' own records come with their first evaluations.
        ToolRun report = await ToolRun.Of(["report", .. source, "--format", "json"]);
        await Eventually.TrueAsync(
            async () => (report = await ToolRun.Of(["report", .. source, "--format", "json"])) is { Code: 0 }
                && ((string[])["exhausted", "healthy", "noData", "atRisk"]).All(state => report.Output.Contains($"\"state\": \"{state}\"", StringComparison.Ordinal)),
            () => report.Output + report.Error);

        using var document = JsonDocument.Parse(report.Output);
        var states = document.RootElement.GetProperty("objectives").EnumerateArray()
            .ToDictionary(slo => slo.GetProperty("name").GetString()!, slo => slo.GetProperty("state").GetString());
        Assert.Equal(("exhausted", "healthy", "noData", "atRisk"), (states["exhausted"], states["healthy"], states["silent"], states["gauges"]));
        Assert.Equal(0.9, document.RootElement.GetProperty("objectives").EnumerateArray().First().GetProperty("complianceRatio").GetDouble(), 3);
        Assert.Equal((1, 0, 0), (await Code("--name", "exhausted"), await Code("--name", "healthy", "--fail-on", "burning", "--max-burn", "2", "--min-budget", "50%"), await Code("--name", "gauges", "--fail-on", "missed")));
        Assert.Equal((1, 3, 3), (await Code("--name", "gauges"), await Code("--name", "silent"), await Code("--name", "healthy", "--name", "silent", "--require-data")));

        async Task<int> Code(params string[] options) => (await ToolRun.Of(["check", .. source, .. options])).Code;
    }

    // Ten minutes up to now: what the rules record has to come after the last block.
    private static string Samples(long now)
    {
        using StringWriter text = new(CultureInfo.InvariantCulture) { NewLine = "\n" };
        Family("slo_events", "counter", [("slo_events_total", "slo_name=\"exhausted\",slo_event_outcome=\"good\"", i => 90 * i), ("slo_events_total", "slo_name=\"exhausted\",slo_event_outcome=\"bad\"", i => 10 * i),
            ("slo_events_total", "slo_name=\"healthy\",slo_event_outcome=\"good\"", i => 100 * i), ("slo_events_total", "slo_name=\"healthy\",slo_event_outcome=\"bad\"", _ => 0)]);
        Family("slo_objective_ratio", "gauge", [("slo_objective_ratio", "slo_name=\"gauges\"", _ => 0.99)]);
        Family("slo_sli_ratio", "gauge", [("slo_sli_ratio", "slo_name=\"gauges\",instance=\"a\"", _ => 1), ("slo_sli_ratio", "slo_name=\"gauges\",instance=\"b\"", _ => 0.995)]);
        Family("slo_error_budget_remaining_ratio", "gauge", [("slo_error_budget_remaining_ratio", "slo_name=\"gauges\",instance=\"a\"", _ => 1), ("slo_error_budget_remaining_ratio", "slo_name=\"gauges\",instance=\"b\"", _ => 0.5)]);
        Family("slo_burn_rate", "gauge", [("slo_burn_rate", "slo_name=\"gauges\",slo_burn_rate_window=\"1h\"", _ => 20)]);
        Family("slo_alert_active", "gauge", [("slo_alert_active", "slo_name=\"gauges\",slo_alert_severity=\"page\"", _ => 1)]);
        text.WriteLine("# EOF");
        return text.ToString();

        void Family(string name, string type, (string Name, string Labels, Func<int, double> Value)[] series)
        {
            text.WriteLine($"# TYPE {name} {type}");
            foreach ((string metric, string labels, Func<int, double> value) in series)
            {
                for (var i = 0; i < 40; i++)
                {
                    text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{metric}{{{labels}}} {value(i)} {now - 600 + (15 * i)}"));
                }
            }
        }
    }
}
