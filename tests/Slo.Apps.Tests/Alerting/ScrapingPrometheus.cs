using System.Net.Http.Json;
using System.Text.Json;
using Slo.Testing;

namespace Slo.Apps.Tests.Alerting;

/// <summary>A real Prometheus that scrapes an app every second, evaluates rules as often and tells an Alertmanager.</summary>
internal sealed class ScrapingPrometheus : IAsyncDisposable
{
    private readonly ServerProcess _process;
    private readonly HttpClient _http;

    private ScrapingPrometheus(ServerProcess process, string address)
    {
        _process = process;
        _http = new() { BaseAddress = new Uri($"http://{address}") };
    }

    internal static bool IsInstalled => ServerProcess.IsInstalled("prometheus");

    internal string LastWords => _process.LastWords;

    internal static async Task<ScrapingPrometheus> StartAsync(Uri app, Uri alertmanager, string rules)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("slo-prometheus-");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "slo.rules.yml"), rules);
        var file = Path.Combine(folder.FullName, "prometheus.yml");
        await File.WriteAllTextAsync(file, $$"""
            global: {scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s}
            rule_files: [slo.rules.yml]
            alerting: {alertmanagers: [{static_configs: [{targets: ["{{alertmanager.Authority}}"]}]}]}
            scrape_configs: [{job_name: app, static_configs: [{targets: ["{{app.Authority}}"]}]}]
            """);
        var address = LoopbackPort.Free();
        return new ScrapingPrometheus(
            await ServerProcess.StartAsync(
                folder, new Uri($"http://{address}/-/ready"), "prometheus", $"--config.file={file}",
                $"--storage.tsdb.path={Path.Combine(folder.FullName, "data")}", $"--web.listen-address={address}", "--rules.alert.resend-delay=1s",
                "--log.level=warn"),
            address);
    }

    /// <summary>How many series a query gives.</summary>
    internal async Task<int> CountAsync(string query)
    {
        JsonElement answer = await _http.GetFromJsonAsync<JsonElement>(new Uri($"/api/v1/query?query={Uri.EscapeDataString(query)}", UriKind.Relative));
        return answer.GetProperty("data").GetProperty("result").GetArrayLength();
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _process.DisposeAsync();
    }
}
