using System.Globalization;
using System.Text.Json;
using Slo;

namespace Canary;

/// <summary>Prometheus, which scrapes both versions, and Alertmanager, which calls the app that has the reaction.</summary>
internal sealed class Monitoring : IAsyncDisposable
{
    internal const string PrometheusProgram = "prometheus";
    internal const string AlertmanagerProgram = "prometheus-alertmanager";

    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(2) };
    private readonly Stack<ServerProgram> _started = new();
    private Uri _prometheus = null!;

    private Monitoring()
    {
    }

    internal static async Task<Monitoring> StartAsync(
        string folder, StoryArguments arguments, Uri[] versions, Uri receiver, string token, CancellationToken cancellation)
    {
        Monitoring monitoring = new();
        try
        {
            Uri alertmanager = await monitoring.StartAsync(
                AlertmanagerProgram, folder, address => ConfigureAlertmanagerAsync(folder, arguments, receiver, token, address), cancellation);
            monitoring._prometheus = await monitoring.StartAsync(
                PrometheusProgram, folder, address => ConfigurePrometheusAsync(folder, arguments, versions, alertmanager, address),
                cancellation);
            return monitoring;
        }
        catch
        {
            await monitoring.DisposeAsync();
            throw;
        }
    }

    /// <summary>Whether Prometheus has samples of both processes.</summary>
    internal async Task<bool> HasScrapedAsync(CancellationToken cancellation)
    {
        using JsonDocument answer = JsonDocument.Parse(
            await _http.GetStringAsync(new Uri(_prometheus, "/api/v1/query?query=sum(up)"), cancellation));
        return answer.RootElement.GetProperty("data").GetProperty("result").EnumerateArray()
            .Any(series => series.GetProperty("value")[1].GetString() == "2");
    }

    public async ValueTask DisposeAsync()
    {
        while (_started.TryPop(out ServerProgram? server))
        {
            await server.DisposeAsync();
        }

        _http.Dispose();
    }

    private static async Task<string[]> ConfigureAlertmanagerAsync(
        string folder, StoryArguments arguments, Uri app, string token, Uri own)
    {
        var file = Path.Combine(folder, "alertmanager.yml");
        await File.WriteAllTextAsync(file, $$"""
            route: {receiver: shop, group_by: [slo_name], group_wait: {{Text(arguments.GroupWait)}}, group_interval: 30s}
            receivers:
            - name: shop
              webhook_configs:
              - url: {{new Uri(app, DrainReaction.Webhook)}}
                max_alerts: 500
                http_config:
                  authorization: { credentials: {{token}} }

            """);
        return
        [
            $"--config.file={file}", $"--storage.path={Path.Combine(folder, "alertmanager")}", $"--web.listen-address={own.Authority}",
            "--cluster.listen-address=",
        ];
    }

    private static async Task<string[]> ConfigurePrometheusAsync(
        string folder, StoryArguments arguments, Uri[] apps, Uri alertmanager, Uri own)
    {
        SloObjective objective = Objectives.OfCanary(new SloObjectiveBuilder(Objectives.Canary)).Build();
        // With too few events, the alert of the process keeps its state and that of a rule ends. For this sample the loss does not matter.
        PrometheusRulesOptions options = new() { ScrapeInterval = arguments.Scrape, AllowLoss = true };
        await File.WriteAllTextAsync(Path.Combine(folder, "slo.rules.yml"), PrometheusRules.Generate([objective], options));
        var file = Path.Combine(folder, "prometheus.yml");
        var interval = Text(arguments.Scrape);
        await File.WriteAllTextAsync(file, $$"""
            global: {scrape_interval: {{interval}}, scrape_timeout: {{interval}}, evaluation_interval: {{interval}}}
            rule_files: [slo.rules.yml]
            alerting: {alertmanagers: [{static_configs: [{targets: ["{{alertmanager.Authority}}"]}]}]}
            scrape_configs: [{job_name: shop, static_configs: [{targets: [{{string.Join(", ", apps.Select(app => $"\"{app.Authority}\""))}}]}]}]

            """);
        return
        [
            $"--config.file={file}", $"--storage.tsdb.path={Path.Combine(folder, "prometheus")}",
            $"--web.listen-address={own.Authority}", "--log.level=warn",
        ];
    }

    private async Task<Uri> StartAsync(
        string program, string folder, Func<Uri, Task<string[]>> configure, CancellationToken cancellation)
    {
        (ServerProgram server, Uri address) = await ServerProgram.StartAsync(
            program, folder, configure,
            async address =>
            {
                using HttpResponseMessage response = await _http.GetAsync(new Uri(address, "/-/ready"), cancellation);
                return response.IsSuccessStatusCode;
            },
            cancellation);
        _started.Push(server);
        return address;
    }

    private static string Text(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0}s");
}
