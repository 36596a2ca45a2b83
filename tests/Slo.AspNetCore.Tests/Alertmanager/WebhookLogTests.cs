using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Xunit;

namespace Slo.AspNetCore.Tests.Alertmanager;

/// <summary>Alertmanager drops messages after 4xx without showing them: the log of the app must.</summary>
public sealed class WebhookLogTests
{
    private const string Token = "0123456789abcdef-secret";

    [Fact]
    public async Task RefusedCalls_AreLoggedOnceInAnIntervalForEachAnswer()
    {
        await using WebhookApp app = await WebhookApp.StartAsync(options => (options.BearerToken, options.MaximumBodyBytes) = (Token, 1024));
        for (var i = 0; i < 3; i++)
        {
            await app.PostAsync(WebhookApp.Message(), request => request.Headers.TryAddWithoutValidation("Authorization", "Bearer wrong-" + Token));
            await app.PostAsync(Json(new string(' ', 5000)), Known);
            await app.PostAsync(Json("""{"version":"3\n2026 fatal: all is lost","alerts":[]}"""), Known);
        }

        string[] expected =
        [
            "Alerts sent to the webhook were lost: answered 401: The credentials of this webhook are missing or wrong. ({0} earlier ones of this kind not logged)",
            "Alerts sent to the webhook were lost: answered 413: The body is longer than 1024 bytes: set max_alerts of the webhook_config. ({0} earlier ones of this kind not logged)",
            "Alerts sent to the webhook were lost: answered 400: version: is '3\uFFFD2026 fatal: all is lost', and must be '4'. ({0} earlier ones of this kind not logged)",
        ];
        await app.App.LoggedAsync();
        Assert.Equal(expected.Select(message => message.Replace("{0}", "0", StringComparison.Ordinal)), app.App.Log.Messages(106));

        app.App.Time.Advance(TimeSpan.FromMinutes(1));
        await app.PostAsync(WebhookApp.Message());
        await app.App.LoggedAsync();
        Assert.Equal(expected[0].Replace("{0}", "2", StringComparison.Ordinal), app.App.Log.Messages(106)[3]);
    }

    [Fact]
    public async Task ClosedWebhook_IsLogged()
    {
        await using WebhookApp app = await WebhookApp.StartAsync();
        await app.PostAsync(WebhookApp.Message());
        await app.App.LoggedAsync();

        Assert.Contains("answered 403: This webhook is closed", Assert.Single(app.App.Log.Messages(106)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("3", 1)]
    [InlineData("0", 0)]
    [InlineData("\"3\"", 0)]
    [InlineData("99999999999999999999", 0)]
    public async Task Message_ThatWasCutShort_IsTakenAndLogged(string truncated, int expected)
    {
        await using WebhookApp app = await WebhookApp.StartOpenAsync();
        JsonObject message = WebhookApp.Message(WebhookApp.Alert());
        message["truncatedAlerts"] = JsonNode.Parse(truncated);

        Assert.Equal(HttpStatusCode.NoContent, (await app.PostAsync(message)).Status);
        await app.App.LoggedAsync();
        Assert.Equal(
            Enumerable.Repeat("Alerts sent to the webhook were lost: 3 alerts were omitted by the sender: raise max_alerts of the webhook_config (0 earlier ones of this kind not logged)", expected),
            app.App.Log.Messages(106));
    }

    private static void Known(HttpRequestMessage request) => request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + Token);

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");
}
