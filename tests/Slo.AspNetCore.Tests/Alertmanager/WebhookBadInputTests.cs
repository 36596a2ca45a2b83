using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Slo.AspNetCore.Alertmanager;
using Slo.Testing;
using Xunit;

namespace Slo.AspNetCore.Tests.Alertmanager;

public sealed class WebhookBadInputTests
{
    public static TheoryData<string, string> Faults => new()
    {
        { "", "body: is not JSON as expected (line 1, byte 1): must be UTF-8 JSON, at most 16 levels deep, no name twice." },
        { "[]", "body: must be a JSON object in the format of Alertmanager's webhook." },
        { "{}", "version: is missing, and must be String." },
        { """{"version":4,"alerts":[]}""", "version: is Number, and must be String." },
        { """{"version":"3","alerts":[]}""", "version: is '3', and must be '4'." },
        { """{"version":"4"}""", "alerts: is missing, and must be Array." },
        { """{"version":"4","alerts":[null]}""", "alerts[0]: must be an object." },
        { """{"version":"4","alerts":[{"status":"burning"}]}""", "alerts[0].status: is 'burning', and must be 'firing' or 'resolved'." },
        { Broken(alert => alert["fingerprint"] = new string('f', 65)), "alerts[0].fingerprint: must have 1 to 64 characters." },
        { Broken(alert => alert.Remove("labels")), "alerts[0].labels: is missing, and must be Object." },
        { Broken(alert => alert["labels"] = new JsonObject()), "alerts[0].labels: must have an alertname." },
        { Broken(alert => alert["labels"]!["team"] = 1), "alerts[0].labels.team: must be text of at most 16384 characters, its name at most 256, and there may be 128 of them." },
        { Broken(alert => alert["startsAt"] = "yesterday"), "alerts[0].startsAt: is 'yesterday', and must be an RFC 3339 time." },
        { """{"version":"4","version":"3","alerts":[]}""", "body: is not JSON as expected: must be UTF-8 JSON, at most 16 levels deep, no name twice." },
        { """{"version":"\ud800","alerts":[]}""", "body: contains text that is not Unicode." },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Message_OfAnotherShape_IsA400ThatNamesTheCulprit(string body, string detail)
    {
        await using WebhookApp app = await WebhookApp.StartOpenAsync();

        Assert.Equal((HttpStatusCode.BadRequest, detail), await app.PostAsync(new StringContent(body, Encoding.UTF8, "application/json")));
        Assert.Empty(app.Received);
    }

    [Fact]
    public async Task Message_NestedTooDeep_IsA400()
    {
        await using WebhookApp app = await WebhookApp.StartOpenAsync();
        (HttpStatusCode status, string? detail) = await app.PostAsync(new StringContent(new string('[', 100_000), Encoding.UTF8, "application/json"));

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.StartsWith("body: is not JSON as expected", detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Message_WithTooManyAlerts_IsA400AndNothingOfItIsTaken()
    {
        await using WebhookApp app = await WebhookApp.StartOpenAsync(options => options.MaximumAlerts = 2);
        JsonObject[] alerts = [.. Enumerable.Range(0, 3).Select(i => WebhookApp.Alert(fingerprint: $"f{i}"))];

        Assert.Equal(
            (HttpStatusCode.BadRequest, "alerts: are 3, and may be 2; set max_alerts of the webhook_config."), await app.PostAsync(WebhookApp.Message(alerts)));
        Assert.Empty(app.Received);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Body_LongerThanAllowed_IsA413(bool isChunked)
    {
        await using WebhookApp app = await WebhookApp.StartOpenAsync(options => options.MaximumBodyBytes = 1024);
        (HttpStatusCode status, string? detail) = await app.PostAsync(
            new StringContent(new string(' ', 5000), Encoding.UTF8, "application/json"), request => request.Headers.TransferEncodingChunked = isChunked);

        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "The body is longer than 1024 bytes: set max_alerts of the webhook_config."), (status, detail));
    }

    [Fact]
    public async Task Body_OfAnotherType_IsA415()
    {
        await using WebhookApp app = await WebhookApp.StartOpenAsync();

        Assert.Equal(
            (HttpStatusCode.UnsupportedMediaType, "Content-Type must be application/json."),
            await app.PostAsync(new StringContent(WebhookApp.Message(WebhookApp.Alert()).ToJsonString(), Encoding.UTF8, "text/plain")));
    }

    [Fact]
    public async Task Bodies_ThatNeverArrive_HoldABoundedNumberOfPlacesForABoundedTime()
    {
        await using WebhookApp app = await WebhookApp.StartOpenAsync(options => options.ReceiveTimeout = TimeSpan.FromSeconds(8));
        List<TcpClient> slow = [];
        for (var i = 0; i <= AlertmanagerWebhook.MaximumAtOnce; i++)
        {
            slow.Add(await StallAsync(app.App.Client.BaseAddress!));
        }

        // One too many, whichever comes last: once it is refused all others have a place.
        List<Task<string?>> answers = [.. slow.Select(client => new StreamReader(client.GetStream()).ReadLineAsync(TestContext.Current.CancellationToken).AsTask())];
        Task<string?> refused = await Task.WhenAny(answers);
        Assert.Equal("HTTP/1.1 503 Service Unavailable", await refused);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await app.PostAsync(WebhookApp.Message())).Status);

        app.App.Time.Advance(TimeSpan.FromSeconds(8));
        HttpStatusCode status = default;
        await Eventually.TrueAsync(
            async () => (status = (await app.PostAsync(WebhookApp.Message())).Status) == HttpStatusCode.NoContent, () => $"places are free again, last {status}");
        answers.Remove(refused);
        Assert.All(await Task.WhenAll(answers), answer => Assert.Equal("HTTP/1.1 408 Request Timeout", answer));
        slow.ForEach(client => client.Dispose());
    }

    [Fact]
    public async Task Bodies_OfThoseWhoMustYetProveThemselves_LeavePlacesForThoseWhoDid()
    {
        const string Token = "0123456789abcdef-secret";
        await using WebhookApp app = await WebhookApp.StartAsync(
            options => (options.BearerToken, options.SigningSecret, options.ReceiveTimeout) = (Token, Token, TimeSpan.FromSeconds(60)));
        List<TcpClient> slow = [];
        for (var i = 0; i < AlertmanagerWebhook.MaximumAtOnce; i++)
        {
            slow.Add(await StallAsync(app.App.Client.BaseAddress!, "Slo-Signature: t=1,v1=00\r\n"));
        }

        HttpStatusCode status = default;
        await Eventually.TrueAsync(
            async () => (status = (await app.PostAsync(WebhookApp.Message(), request => request.Headers.Add("Slo-Signature", "t=1,v1=00"))).Status) == HttpStatusCode.ServiceUnavailable,
            () => $"the unproven have no place left, last {status}");

        (status, _) = await app.PostAsync(WebhookApp.Message(), request => request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + Token));
        Assert.Equal(HttpStatusCode.NoContent, status);
        slow.ForEach(client => client.Dispose());
    }

    private static string Broken(Action<JsonObject> change)
    {
        JsonObject alert = WebhookApp.Alert();
        change(alert);
        return WebhookApp.Message(alert).ToJsonString();
    }

    private static async Task<TcpClient> StallAsync(Uri address, string header = "")
    {
        TcpClient client = new();
        await client.ConnectAsync(address.Host, address.Port, TestContext.Current.CancellationToken);
        await client.GetStream().WriteAsync(
            Encoding.ASCII.GetBytes($"POST /alerts HTTP/1.1\r\nHost: app\r\nContent-Type: application/json\r\n{header}Content-Length: 100\r\n\r\n{{"), TestContext.Current.CancellationToken);
        return client;
    }
}
