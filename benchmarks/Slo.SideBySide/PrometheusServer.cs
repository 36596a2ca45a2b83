using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Slo.Testing;

namespace Slo.SideBySide;

/// <summary>A real Prometheus that scrapes the app every 15 s, evaluates its rule every 30 s, and already has the past hour.</summary>
internal sealed class PrometheusServer : IAsyncDisposable
{
    private const int ScrapeSeconds = 15;

    private readonly ServerProcess _process;
    private readonly HttpClient _client;

    private PrometheusServer(ServerProcess process, string address)
    {
        _process = process;
        _client = new HttpClient { BaseAddress = new Uri($"http://{address}/"), Timeout = TimeSpan.FromSeconds(5) };
    }

    internal Observation Seen { get; } = new("Prometheus' rule");

    internal static async Task<PrometheusServer> StartAsync(string appAddress, ObservedApp app, Outage outage, Uri alertmanager)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("slo-prometheus-");
        var data = Path.Combine(folder.FullName, "data");
        await BackfillAsync(Path.Combine(folder.FullName, "past.om"), data, appAddress, outage);
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "rules.yml"), Rules(app));
        var configuration = Path.Combine(folder.FullName, "prometheus.yml");
        await File.WriteAllTextAsync(configuration, $$"""
            global: {scrape_interval: {{ScrapeSeconds}}s, evaluation_interval: 30s}
            rule_files: [rules.yml]
            alerting: {alertmanagers: [{static_configs: [{targets: ["{{alertmanager.Authority}}"]}]}]}
            scrape_configs: [{job_name: app, static_configs: [{targets: ["{{appAddress}}"]}]}]
            """);
        var address = LoopbackPort.Free();
        return new PrometheusServer(
            await ServerProcess.StartAsync(
                folder, new Uri($"http://{address}/-/ready"), "prometheus",
                $"--config.file={configuration}", $"--storage.tsdb.path={data}", $"--web.listen-address={address}"),
            address);
    }

    /// <summary>Asks which alerts fire.</summary>
    internal async Task LookAsync()
    {
        JsonElement answer = await _client.GetFromJsonAsync<JsonElement>(new Uri("api/v1/alerts", UriKind.Relative));
        Seen.Saw(
            answer.GetProperty("data").GetProperty("alerts").EnumerateArray().Any(alert => alert.GetProperty("state").GetString() == "firing"),
            TimeProvider.System.GetUtcNow());
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _process.DisposeAsync();
    }

    private static string Rules(ObservedApp app)
    {
        var threshold = (app.Rule.Factor * app.BudgetRatio).ToString(CultureInfo.InvariantCulture);
        return $$"""
            groups:
            - name: slo
              rules:
              - alert: {{ObservedApp.Objective}}
                expr: {{Burns(app.Rule.LongWindow)}} >= {{threshold}} and {{Burns(app.Rule.ShortWindow)}} >= {{threshold}}
                labels: {severity: page}
            """;
    }

    private static string Burns(TimeSpan window)
    {
        var range = SloDuration.Format(window);
        return $$"""sum(rate({{ObservedApp.Metric}}{slo_event_outcome="bad"}[{{range}}])) / sum(rate({{ObservedApp.Metric}}[{{range}}]))""";
    }

    /// <summary>What Prometheus would have scraped had it been there: the series that the app exports, from when its traffic began.</summary>
    private static async Task BackfillAsync(string file, string data, string appAddress, Outage outage)
    {
        StringBuilder text = new($"# TYPE {ObservedApp.Metric[..^"_total".Length]} counter\n");
        DateTimeOffset until = TimeProvider.System.GetUtcNow();
        foreach (var labels in await LabelsAsync(appAddress))
        {
            var isGood = labels.Contains("slo_event_outcome=\"good\"", StringComparison.Ordinal);
            for (DateTimeOffset at = outage.Begin; at < until; at += TimeSpan.FromSeconds(ScrapeSeconds))
            {
                (var good, var bad) = outage.CountsAt(at);
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"{ObservedApp.Metric}{{{labels},instance=\"{appAddress}\",job=\"app\"}} {(isGood ? good : bad)} {at.ToUnixTimeMilliseconds() / 1000.0}\n");
            }
        }

        await File.WriteAllTextAsync(file, text.Append("# EOF\n").ToString());
        await ServerProcess.RunAsync("promtool", "tsdb", "create-blocks-from", "openmetrics", file, data);
    }

    private static async Task<string[]> LabelsAsync(string appAddress)
    {
        using HttpClient client = new();
        var page = await client.GetStringAsync(new Uri($"http://{appAddress}/metrics"));
        return
        [
            .. page.Split('\n').Where(line => line.StartsWith(ObservedApp.Metric + "{", StringComparison.Ordinal))
                .Select(line => line[(line.IndexOf('{', StringComparison.Ordinal) + 1)..line.LastIndexOf('}')]),
        ];
    }
}
