using System.Net;
using System.Net.Http.Json;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Slo.Testing;
using Xunit;

namespace Slo.Tests.Samples;

/// <summary>The dashboard over a real Prometheus that scrapes the sample: every expression gives data.</summary>
public sealed class DashboardTests
{
    private const string Name = "catalogue-availability";
    private static readonly string Configuration = typeof(DashboardTests).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

    [Fact]
    public async Task Expressions_OverTheSample_GiveData()
    {
        Assert.SkipWhen(!ServerProcess.IsInstalled("prometheus") && Environment.GetEnvironmentVariable("CI") != "true", "prometheus is not installed; test.sh installs it");
        using TestFolder folder = new();
        File.WriteAllText(folder.PathOf("slo.json"), OneObjectiveOfTheShop());
        File.WriteAllText(folder.PathOf("slo.rules.yml"), (await ToolRun.Of("generate", "prometheus", "-i", folder.PathOf("slo.json"), "--interval", "1s", "--scrape-interval", "1s")).Output);
        ToolRun dashboard = await ToolRun.Of("generate", "grafana", "-i", folder.PathOf("slo.json"));
        string[] expressions = Expressions(dashboard.Output);
        Assert.True(expressions.Length > 5, dashboard.Output);

        var address = LoopbackPort.Free();
        await using ServerProcess shop = await ServerProcess.StartAsync(
            Directory.CreateTempSubdirectory("slo-cli-shop-"), new Uri($"http://{address}/slo/api/v1/slos"), "dotnet",
            Repository.PathOf("samples", "Shop", "bin", Configuration, "net10.0", "Shop.dll"), "--port", address.Split(':')[1], "--payments-port", "0", "--stay", "3m");
        using HttpClient client = new() { BaseAddress = new Uri($"http://{address}") };
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var exposed = LoopbackPort.Free();
        Task exposing = ExposeAsync(exposed, client, stop.Token);
        var prometheus = LoopbackPort.Free();
        File.WriteAllText(folder.PathOf("prometheus.yml"), $$"""
            global: { scrape_interval: 1s, evaluation_interval: 1s }
            rule_files: [ "{{folder.PathOf("slo.rules.yml")}}" ]
            scrape_configs: [ { job_name: shop, static_configs: [ { targets: [ "{{exposed}}" ] } ] } ]
            """);
        await using ServerProcess server = await ServerProcess.StartAsync(
            Directory.CreateTempSubdirectory("slo-cli-prometheus-"), new Uri($"http://{prometheus}/-/ready"), "prometheus",
            "--config.file=" + folder.PathOf("prometheus.yml"), "--storage.tsdb.path=" + folder.PathOf("data"), $"--web.listen-address={prometheus}", "--log.level=error");

        using HttpResponseMessage broken = await client.PostAsJsonAsync(new Uri("/faults", UriKind.Relative), new { errorShare = 0.5 }, TestContext.Current.CancellationToken);
        broken.EnsureSuccessStatusCode();
        using HttpClient ask = new() { BaseAddress = new Uri($"http://{prometheus}") };
        string[] missing = expressions;
        await Eventually.TrueAsync(
            async () =>
            {
                for (var i = 0; i < 20; i++)
                {
                    using HttpResponseMessage response = await client.GetAsync(new Uri("/products", UriKind.Relative), TestContext.Current.CancellationToken);
                }

                missing = [.. await MissingAsync(ask, missing)];
                return missing.Length == 0;
            },
            () => $"every expression gives data, but: {string.Join("; ", missing)}");
        await stop.CancelAsync();
        await exposing;
    }

    // An alert of these rules fires at once or not at all: there is no pending one to show.
    private static async Task<IEnumerable<string>> MissingAsync(HttpClient ask, string[] expressions)
    {
        List<string> missing = [];
        foreach (var expression in expressions.Where(expression => !expression.Contains("pending", StringComparison.Ordinal)))
        {
            using FormUrlEncodedContent form = new(new Dictionary<string, string> { ["query"] = expression });
            using HttpResponseMessage response = await ask.PostAsync(new Uri("/api/v1/query", UriKind.Relative), form, TestContext.Current.CancellationToken);
            var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.True(response.IsSuccessStatusCode, $"{expression}: {text}");
            using var answer = JsonDocument.Parse(text);
            if (answer.RootElement.GetProperty("data").GetProperty("result").GetArrayLength() == 0)
            {
                missing.Add(expression);
            }
        }

        return missing;
    }

    /// <summary>What an exporter would serve: the sample's own counts, as it tells them.</summary>
    private static async Task ExposeAsync(string address, HttpClient shop, CancellationToken stop)
    {
        using HttpListener listener = new();
        listener.Prefixes.Add($"http://{address}/");
        listener.Start();
        using CancellationTokenRegistration ended = stop.Register(listener.Stop);
        while (!stop.IsCancellationRequested)
        {
            try
            {
                HttpListenerContext context = await listener.GetContextAsync();
                JsonNode slo = JsonNode.Parse(await shop.GetStringAsync(new Uri($"/slo/api/v1/slos/{Name}", UriKind.Relative), CancellationToken.None))!;
                context.Response.ContentType = "text/plain; version=0.0.4";
                await using StreamWriter writer = new(context.Response.OutputStream);
                await writer.WriteAsync("# TYPE slo_events_total counter\n"
                    + $"slo_events_total{{slo_name=\"{Name}\",slo_event_outcome=\"good\"}} {slo["goodEvents"]}\n"
                    + $"slo_events_total{{slo_name=\"{Name}\",slo_event_outcome=\"bad\"}} {slo["badEvents"]}\n");
            }
            catch (Exception exception) when (stop.IsCancellationRequested && exception is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private static string OneObjectiveOfTheShop()
    {
        JsonNode settings = JsonNode.Parse(File.ReadAllText(Repository.PathOf("samples", "Shop", "appsettings.json")))!;
        JsonNode objective = settings["Slo"]!["Objectives"]![Name]!.DeepClone();
        return new JsonObject { ["Slo"] = new JsonObject { ["Objectives"] = new JsonObject { [Name] = objective } } }.ToJsonString();
    }

    private static string[] Expressions(string dashboard)
    {
        using var json = JsonDocument.Parse(dashboard);
        return [.. json.RootElement.GetProperty("panels").EnumerateArray().SelectMany(panel => panel.GetProperty("targets").EnumerateArray())
            .Select(target => target.GetProperty("expr").GetString()!.Replace("$objective", ".*", StringComparison.Ordinal))];
    }
}
