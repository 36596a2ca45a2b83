using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Slo.Testing;
using Xunit;

namespace Slo.AspNetCore.Tests.Alertmanager;

/// <summary>The way back: what somebody tells a real Alertmanager runs a handler in the app.</summary>
public sealed class RealAlertmanagerTests
{
    private const string Token = "0123456789abcdef-secret";

    [Fact]
    public async Task Alert_PushedToAlertmanager_ComesBackAndRunsAHandlerUntilItResolves()
    {
        Assert.SkipWhen(
            !AlertmanagerServer.IsInstalled && Environment.GetEnvironmentVariable("CI") != "true", "Alertmanager is not installed; test.sh installs it");
        RecordingHandler handler = new();
        await using KestrelApp app = await KestrelApp.StartAsync(
            TestObjectives.AllAnd(),
            app => app.MapAlertmanagerWebhook("/alerts", options => options.BearerToken = Token),
            builder => builder.Services.AddSingleton<ISloAlertHandler>(handler));
        await using AlertmanagerServer alertmanager = await AlertmanagerServer.StartAsync($$"""
            route: {receiver: app, group_wait: 0s, group_interval: 1s, repeat_interval: 1s}
            receivers:
            - name: app
              webhook_configs:
              - url: {{app.Client.BaseAddress}}alerts
                http_config:
                  authorization:
                    credentials: {{Token}}
            """);

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
