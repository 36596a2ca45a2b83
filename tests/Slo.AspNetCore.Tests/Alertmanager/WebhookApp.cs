using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Slo.Testing;
using Xunit;

namespace Slo.AspNetCore.Tests.Alertmanager;

/// <summary>An app on Kestrel with the webhook at /alerts and one handler, and messages for it.</summary>
internal sealed class WebhookApp : IAsyncDisposable
{
    private readonly KestrelApp _app;
    private readonly RecordingHandler _handler;

    private WebhookApp(KestrelApp app, RecordingHandler handler)
    {
        _app = app;
        _handler = handler;
    }

    internal KestrelApp App => _app;

    internal IReadOnlyList<SloAlertTransition> Received => _handler.Received;

    internal static async Task<WebhookApp> StartAsync(Action<AlertmanagerWebhookOptions>? configure = null, Action<IEndpointConventionBuilder>? conventions = null)
    {
        RecordingHandler handler = new();
        KestrelApp app = await KestrelApp.StartAsync(
            TestObjectives.AllAnd(),
            app => (conventions ?? (_ => { }))(app.MapAlertmanagerWebhook("/alerts", configure)),
            builder =>
            {
                builder.Services.AddSingleton<ISloAlertHandler>(handler);

                // Kestrel ends slow bodies after five seconds, by a clock of its own.
                builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MinRequestBodyDataRate = null);
            });
        return new WebhookApp(app, handler);
    }

    internal static Task<WebhookApp> StartOpenAsync(Action<AlertmanagerWebhookOptions>? configure = null) =>
        StartAsync(configure, endpoint => endpoint.AllowAnonymous());

    /// <summary>A message as Alertmanager 0.25 sends it.</summary>
    internal static JsonObject Message(params JsonObject[] alerts) => new()
    {
        ["receiver"] = "app",
        ["status"] = "firing",
        ["alerts"] = new JsonArray([.. alerts]),
        ["groupLabels"] = new JsonObject(),
        ["commonLabels"] = new JsonObject(),
        ["commonAnnotations"] = new JsonObject(),
        ["externalURL"] = "http://alertmanager:9093",
        ["version"] = "4",
        ["groupKey"] = "{}:{}",
        ["truncatedAlerts"] = 0,
    };

    internal static JsonObject Alert(string status = "firing", string fingerprint = "5ef77f1f8a3ecfdd", params (string Key, string Value)[] labels)
    {
        JsonObject texts = new() { ["alertname"] = "HighBurn", ["severity"] = "page" };
        foreach ((string key, string value) in labels)
        {
            texts[key] = value;
        }

        return new()
        {
            ["status"] = status,
            ["labels"] = texts,
            ["annotations"] = new JsonObject { ["summary"] = "It burns" },
            ["startsAt"] = "2025-12-31T23:55:00.123456789Z",
            ["endsAt"] = status == "firing" ? "0001-01-01T00:00:00Z" : "2025-12-31T23:59:00Z",
            ["generatorURL"] = "http://prometheus:9090/graph",
            ["fingerprint"] = fingerprint,
        };
    }

    internal Task<(HttpStatusCode Status, string? Detail)> PostAsync(JsonNode message, Action<HttpRequestMessage>? change = null) =>
        PostAsync(new StringContent(message.ToJsonString(), Encoding.UTF8, "application/json"), change);

    internal async Task<(HttpStatusCode Status, string? Detail)> PostAsync(HttpContent content, Action<HttpRequestMessage>? change = null)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, "/alerts") { Content = content };
        change?.Invoke(request);
        using HttpResponseMessage response = await _app.Client.SendAsync(request, TestContext.Current.CancellationToken);
        var answer = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return (response.StatusCode, answer.Length == 0 ? null : JsonNode.Parse(answer)!["detail"]!.GetValue<string>());
    }

    internal Task ExpectAsync(int transitions) =>
        Eventually.TrueAsync(() => Received.Count >= transitions, $"{transitions} transitions handled");

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
