using System.Globalization;
using System.Text.Json;
using Slo;

namespace Canary;

/// <summary>A real Prometheus that scrapes both versions, and a real Alertmanager that calls one of them.</summary>
internal sealed class Monitoring : IAsyncDisposable
{
    internal const string PrometheusProgram = "prometheus";
    internal const string AlertmanagerProgram = "prometheus-alertmanager";

    private readonly ServerProgram _alertmanager;
    private readonly ServerProgram _prometheus;
    private readonly HttpClient _http;

    private Monitoring(ServerProgram alertmanager, ServerProgram prometheus, HttpClient http)
    {
        _alertmanager = alertmanager;
        _prometheus = prometheus;
        _http = http;
    }

    internal static async Task<Monitoring> StartAsync(
        string folder, StoryArguments arguments, Uri stable, Uri canary, string token, CancellationToken cancellation)
    {
        HttpClient http = new() { Timeout = TimeSpan.FromSeconds(2) };
        ServerProgram? alertmanager = null;
        try
        {
            (alertmanager, var port) = await ServerProgram.StartAsync(
                AlertmanagerProgram, folder, port => ConfigureAlertmanagerAsync(folder, arguments, stable, token, port),
                port => IsReadyAsync(http, port, cancellation), cancellation);
            (ServerProgram prometheus, port) = await ServerProgram.StartAsync(
                PrometheusProgram, folder, own => ConfigurePrometheusAsync(folder, arguments, [stable, canary], port, own),
                own => IsReadyAsync(http, own, cancellation), cancellation);
            http.BaseAddress = Local(port);
            return new Monitoring(alertmanager, prometheus, http);
        }
        catch
        {
            http.Dispose();
            await (alertmanager?.DisposeAsync() ?? ValueTask.CompletedTask);
            throw;
        }
    }

    /// <summary>Whether Prometheus has samples of both processes.</summary>
    internal async Task<bool> HasScrapedAsync(CancellationToken cancellation)
    {
        using JsonDocument answer = JsonDocument.Parse(
            await _http.GetStringAsync(new Uri("/api/v1/query?query=sum(up)", UriKind.Relative), cancellation));
        return answer.RootElement.GetProperty("data").GetProperty("result").EnumerateArray()
            .Any(series => series.GetProperty("value")[1].GetString() == "2");
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _prometheus.DisposeAsync();
        await _alertmanager.DisposeAsync();
    }

    private static async Task<string[]> ConfigureAlertmanagerAsync(
        string folder, StoryArguments arguments, Uri app, string token, int port)
    {
        var file = Path.Combine(folder, "alertmanager.yml");
        await File.WriteAllTextAsync(file, $$"""
            route: {receiver: shop, group_by: [slo_name], group_wait: {{Text(arguments.GroupWait)}}, group_interval: 30s}
            receivers:
            - name: shop
              webhook_configs:
              - url: {{new Uri(app, ShopApp.Webhook)}}
                max_alerts: 500
                http_config:
                  authorization: { credentials: {{token}} }

            """);
        return
        [
            $"--config.file={file}", $"--storage.path={Path.Combine(folder, "alertmanager")}", $"--web.listen-address={Local(port).Authority}",
            "--cluster.listen-address=",
        ];
    }

    private static async Task<string[]> ConfigurePrometheusAsync(
        string folder, StoryArguments arguments, Uri[] apps, int alertmanager, int port)
    {
        SloObjective objective = Objectives.OfCanary(new SloObjectiveBuilder(Objectives.Canary)).Build();
        await File.WriteAllTextAsync(
            Path.Combine(folder, "slo.rules.yml"), PrometheusRules.Generate([objective], new() { ScrapeInterval = arguments.Scrape }));
        var file = Path.Combine(folder, "prometheus.yml");
        var interval = Text(arguments.Scrape);
        await File.WriteAllTextAsync(file, $$"""
            global: {scrape_interval: {{interval}}, scrape_timeout: {{interval}}, evaluation_interval: {{interval}}}
            rule_files: [slo.rules.yml]
            alerting: {alertmanagers: [{static_configs: [{targets: ["{{Local(alertmanager).Authority}}"]}]}]}
            scrape_configs: [{job_name: shop, static_configs: [{targets: [{{string.Join(", ", apps.Select(app => $"\"{app.Authority}\""))}}]}]}]

            """);
        return
        [
            $"--config.file={file}", $"--storage.tsdb.path={Path.Combine(folder, "prometheus")}",
            $"--web.listen-address={Local(port).Authority}", "--log.level=warn",
        ];
    }

    private static async Task<bool> IsReadyAsync(HttpClient http, int port, CancellationToken cancellation)
    {
        using HttpResponseMessage response = await http.GetAsync(new Uri(Local(port), "/-/ready"), cancellation);
        return response.IsSuccessStatusCode;
    }

    private static string Text(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0}s");

    private static Uri Local(int port) => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/"));
}
