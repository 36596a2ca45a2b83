using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Slo.Testing;
using Xunit;

namespace Slo.AspNetCore.Tests.Alertmanager;

/// <summary>The way back: an alert in a real Alertmanager runs a handler in the app.</summary>
public sealed class RealAlertmanagerTests
{
    private const string Token = "0123456789abcdef-secret";

    [Fact]
    public async Task Alert_PushedToAlertmanager_ComesBackAndRunsAHandlerUntilItResolves()
    {
        SkipWhereAbsent();
        RecordingHandler handler = new();
        await using KestrelApp app = await KestrelApp.StartAsync(
            TestObjectives.AllAnd(),
            app => app.MapAlertmanagerWebhook("/alerts", options => options.BearerToken = Token),
            builder => builder.Services.AddSingleton<ISloAlertHandler>(handler));
        await using AlertmanagerServer alertmanager = await StartAsync(app.Client.BaseAddress!);

        DateTimeOffset started = TimeProvider.System.GetUtcNow().AddMinutes(-1);
        await PushAsync(alertmanager, started, null);
        await Eventually.TrueAsync(() => handler.Received.Count > 0, "the handler runs: " + alertmanager.LastWords);
        await PushAsync(alertmanager, started, TimeProvider.System.GetUtcNow());
        await Eventually.TrueAsync(() => handler.Received.Count > 1, "the handler hears of the end: " + alertmanager.LastWords);

        Assert.Equal(
            [SloAlertTransitionKind.Fired, SloAlertTransitionKind.Resolved], handler.Received.Select(transition => transition.Kind));
        Assert.All(handler.Received, transition => Assert.Equal(
            (SloAlertSource.Alertmanager, "checkout", "fleet-wide", started.ToUnixTimeMilliseconds()),
            (transition.Source, transition.Name, transition.Annotations["summary"], transition.StartedAt.ToUnixTimeMilliseconds())));
        Assert.Equal(AlertSeverity.Page, handler.Received[0].After);
    }

    [Fact]
    public async Task AlertOfTheApp_GoesToAlertmanagerAndComesBack()
    {
        SkipWhereAbsent();
        RecordingHandler handler = new();
        var address = LoopbackPort.Free();
        await using AlertmanagerServer alertmanager = await StartAsync(new Uri($"http://{address}/"));
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls($"http://{address}");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<ISloAlertHandler>(handler).AddSlo(options =>
        {
            options.EvaluationInterval = TimeSpan.FromMilliseconds(200);
            options.UnobservedTime = UnobservedTime.Exclude;
            options.AddObjective("checkout", objective => objective.TargetPercent(99).Rolling(TimeSpan.FromMinutes(1))
                .BurnRateRule(AlertSeverity.Page, 14.4m, TimeSpan.FromSeconds(6), TimeSpan.FromSeconds(3)));
        }).AddAlertmanagerNotifications("am", alertmanager.Address, target => target.ResendInterval = TimeSpan.FromSeconds(1));
        await using WebApplication app = builder.Build();
        app.MapAlertmanagerWebhook("/alerts", options => options.BearerToken = Token);
        await app.StartAsync(TestContext.Current.CancellationToken);

        // Bad, and good again once it fired: a burst that soon leaves both windows.
        app.Services.GetRequiredService<SloRegistry>().Get("checkout").Record(0, 100);
        await Eventually.TrueAsync(
            () => handler.Received.Count >= 4, "four transitions");

        Assert.Equal(
            ["Alertmanager Fired", "Alertmanager Resolved", "Process Fired", "Process Resolved"],
            handler.Received.Select(transition => $"{transition.Source} {transition.Kind}").Order(StringComparer.Ordinal));
        Assert.All(handler.Received, transition => Assert.Equal("checkout", transition.Name));
    }

    private static void SkipWhereAbsent() => Assert.SkipWhen(
        !AlertmanagerServer.IsInstalled && Environment.GetEnvironmentVariable("CI") != "true", "Alertmanager is not installed; test.sh installs it");

    private static Task<AlertmanagerServer> StartAsync(Uri app) => AlertmanagerServer.StartAsync($$"""
        route: {receiver: app, group_wait: 0s, group_interval: 1s, repeat_interval: 1s}
        receivers:
        - name: app
          webhook_configs:
          - url: {{app}}alerts
            http_config:
              authorization:
                credentials: {{Token}}
        """);

    private static async Task PushAsync(AlertmanagerServer alertmanager, DateTimeOffset started, DateTimeOffset? ended)
    {
        JsonObject alert = new()
        {
            ["labels"] = new JsonObject { ["alertname"] = "FleetBurns", ["slo"] = "checkout", ["severity"] = "page" },
            ["annotations"] = new JsonObject { ["summary"] = "fleet-wide" },
            ["startsAt"] = started.ToString("O"),
        };
        if (ended is { } end)
        {
            alert["endsAt"] = end.ToString("O");
        }

        using HttpClient client = new() { BaseAddress = alertmanager.Address };
        using HttpResponseMessage response = await client.PostAsJsonAsync("/api/v2/alerts", new JsonArray(alert), TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
    }
}
