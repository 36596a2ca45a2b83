using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Metrics;
using Slo.Testing;
using Xunit;

namespace Slo.Apps.Tests.Alerting;

/// <summary>
/// One Alertmanager, configured as the library writes it, hears of an outage from the process and from Prometheus with the generated rules.
/// </summary>
public sealed class OneIncidentTests
{
    // Windows of ten seconds, the delay of the process, and what Prometheus takes.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly ConcurrentQueue<JsonElement> _notifications = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    // Page and ticket at once, the page for longer, over windows that are over soon.
    private static SloObjectiveBuilder Declare(SloObjectiveBuilder objective) => objective.TargetPercent(90).Rolling(TimeSpan.FromMinutes(5))
        .Service("shop").Owner("team shop").Label("tier", "1").Annotation("slo.dev/page-labels", """{"severity":"critical","channel":"phone"}""")
        .BurnRateRule(AlertSeverity.Page, 5m, TimeSpan.FromSeconds(8), TimeSpan.FromSeconds(4))
        .BurnRateRule(AlertSeverity.Page, 4m, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(4))
        .BurnRateRule(AlertSeverity.Ticket, 5m, TimeSpan.FromSeconds(8), TimeSpan.FromSeconds(4));

    [Fact]
    public async Task Outage_ToldByTheProcessAndByRules_IsOneNotificationAndOneEnd()
    {
        AssertInstalled();
        SloObjective objective = Declare(new SloObjectiveBuilder("checkout")).Build();
        var address = LoopbackPort.Free();
        await using AlertmanagerServer alertmanager = await AlertmanagerServer.StartAsync(Configuration(objective, address));
        await using WebApplication app = Build(address, alertmanager);
        await app.StartAsync(Cancel);
        await using ScrapingPrometheus prometheus = await ScrapingPrometheus.StartAsync(
            new Uri($"http://{address}"), alertmanager.Address, PrometheusRules.Generate([objective], new() { ScrapeInterval = TimeSpan.FromSeconds(1) }));
        using HttpClient api = new() { BaseAddress = alertmanager.Address };

        var bad = 0;
        SloTracker tracker = app.Services.GetRequiredService<SloRegistry>().Get("checkout");
        using Timer traffic = new(_ => tracker.Record(good: 1 - Volatile.Read(ref bad), bad: Volatile.Read(ref bad)), null, TimeSpan.Zero, TimeSpan.FromMilliseconds(50));
        await Eventually.TrueAsync(async () => await prometheus.CountAsync("slo:bad:ratio") >= 3, () => "ratios in Prometheus: " + prometheus.LastWords);

        Volatile.Write(ref bad, 1);
        tracker.Record(good: 0, bad: 2000);
        JsonElement[] alerts = [];
        await Eventually.TrueAsync(
            async () => (alerts = await AlertsAsync(api)).Length == 3 && alerts.Count(IsMuted) == 2 && !_notifications.IsEmpty,
            () => $"the process's page, and page and ticket of the rules, muted: {string.Join('\n', alerts)}");
        AssertSameLabels(alerts);

        Volatile.Write(ref bad, 0);
        await Eventually.TrueAsync(async () => (await AlertsAsync(api)).Length == 0, () => "no alert is left", Patience);
        await Eventually.TrueAsync(() => _notifications.Any(told => Status(told) == "resolved"), "the end", Patience);
        Assert.Equal(["slo-page firing", "slo-page resolved"], _notifications.Select(told => $"{told.GetProperty("receiver")} {Status(told)}"));
    }

    // The rules have no instance, and that is the only difference.
    private static void AssertSameLabels(JsonElement[] alerts)
    {
        Dictionary<string, string> process = Labels(Assert.Single(alerts, alert => !IsMuted(alert)));
        Assert.Equal("replica-1", process["instance"]);
        process.Remove("instance");
        Assert.Equal(process, Assert.Single(alerts.Where(IsMuted).Select(Labels), labels => labels["severity"] == "critical"));
        Assert.Equal(
            ["alertname=SloAlert", "channel=phone", "severity=critical", "slo_name=checkout", "slo_owner=team shop", "slo_service=shop", "tier=1"],
            process.Select(label => $"{label.Key}={label.Value}").Order(StringComparer.Ordinal));
    }

    private static Dictionary<string, string> Labels(JsonElement alert) =>
        alert.GetProperty("labels").EnumerateObject().ToDictionary(label => label.Name, label => label.Value.GetString()!, StringComparer.Ordinal);

    private static bool IsMuted(JsonElement alert) => alert.GetProperty("status").GetProperty("inhibitedBy").GetArrayLength() > 0;

    private static string? Status(JsonElement notification) => notification.GetProperty("status").GetString();

    private static async Task<JsonElement[]> AlertsAsync(HttpClient api) =>
        await api.GetFromJsonAsync<JsonElement[]>(new Uri("/api/v2/alerts", UriKind.Relative), Cancel) ?? [];

    // As it is written, but for channels and for the time that a test has: a short interval lets no second notification go unseen.
    private static string Configuration(SloObjective objective, string address) => AlertmanagerConfiguration.Generate([objective])
        .Replace("group_wait: 10s\n", "group_wait: 3s\n      group_interval: 1s\n", StringComparison.Ordinal)
        .Replace("- name: \"slo-page\"\n", $"- name: \"slo-page\"\n    webhook_configs: [{{url: \"http://{address}/told\"}}]\n", StringComparison.Ordinal)
        .Replace("- name: \"slo-ticket\"\n", $"- name: \"slo-ticket\"\n    webhook_configs: [{{url: \"http://{address}/told\"}}]\n", StringComparison.Ordinal);

    private WebApplication Build(string address, AlertmanagerServer alertmanager)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls($"http://{address}");
        builder.Logging.ClearProviders();
        builder.Services.AddOpenTelemetry().WithMetrics(metrics => metrics.AddSloInstrumentation()
            .AddPrometheusExporter(options => options.ScrapeResponseCacheDurationMilliseconds = 0));
        builder.Services.AddSlo(options =>
        {
            options.Notifications.Instance = "replica-1";
            options.EvaluationInterval = TimeSpan.FromMilliseconds(200);
            options.UnobservedTime = UnobservedTime.Exclude;
            options.AddObjective("checkout", objective => Declare(objective));
        }).AddAlertmanagerNotifications("am", alertmanager.Address, target =>
        {
            target.ResendInterval = TimeSpan.FromSeconds(1);
            target.ResolveDelay = TimeSpan.FromSeconds(15);
        });
        WebApplication app = builder.Build();
        app.MapPrometheusScrapingEndpoint();
        app.MapPost("/told", async (HttpRequest request) => _notifications.Enqueue((await request.ReadFromJsonAsync<JsonElement>(Cancel)).Clone()));
        return app;
    }

    private static void AssertInstalled() => Assert.SkipWhen(
        !(AlertmanagerServer.IsInstalled && ScrapingPrometheus.IsInstalled) && Environment.GetEnvironmentVariable("CI") != "true",
        "Prometheus or Alertmanager is not installed; test.sh installs them");
}
