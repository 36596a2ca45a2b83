using System.Net;
using FsCheck.Xunit;
using Slo.Testing;
using Xunit;

namespace Slo.AspNetCore.Tests.Alertmanager;

/// <summary>The name of an alert from Alertmanager, or from a sender with its credentials, is one clean line in the log.</summary>
[SeededProperties]
public sealed class HostileWebhookTests
{
    private const string Forged = "a\r\ncrit: Payments[0]\r\n      all money is gone\u202e\u2028\u001b[31m";

    [Fact]
    public async Task Alert_WithAForgedName_IsOneCleanLineInTheLogAndWholeForHandlers()
    {
        var name = Forged + new string('x', 10_000);
        await using WebhookApp app = await WebhookApp.StartOpenAsync();
        Assert.Equal(HttpStatusCode.NoContent, (await app.PostAsync(WebhookApp.Message(WebhookApp.Alert(labels: [("slo", name), ("alertname", name)])))).Status);
        await app.ExpectAsync(1);
        await Eventually.TrueAsync(() => app.App.Log.Messages(11).Count == 1, "the alert in the log");

        // A handler decides by the name as it was sent; what it logs is its own to clean.
        Assert.Equal(name, app.Received[0].Name);
        var message = app.App.Log.Messages(11)[0];
        Assert.Null(HostileText.Fault(message, 600));
        Assert.StartsWith(
            "Alert 'a\uFFFD\uFFFDcrit: Payments[0]\uFFFD\uFFFD      all money is gone\uFFFD\uFFFD\uFFFD[31mxxx", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("version", """{"version":"{}","alerts":[]}""")]
    [InlineData("status", """{"version":"4","alerts":[{"status":"{}"}]}""")]
    [InlineData("labels", """{"version":"4","alerts":[{"status":"firing","fingerprint":"f","labels":{"{}":1}}]}""")]
    public async Task Message_WithForgedTexts_IsRefusedOnOneCleanLine(string what, string body)
    {
        await using WebhookApp app = await WebhookApp.StartOpenAsync();
        var forged = System.Text.Json.JsonEncodedText.Encode(Forged + new string('x', 200)).ToString();
        using StringContent content = new(body.Replace("{}", forged, StringComparison.Ordinal), System.Text.Encoding.UTF8, "application/json");
        (HttpStatusCode status, string? detail) = await app.PostAsync(content);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(what, detail, StringComparison.Ordinal);
        Assert.Null(HostileText.Fault(detail!, 300));
        await app.App.LoggedAsync();
        Assert.Null(HostileText.Fault(Assert.Single(app.App.Log.Messages(106)), 600));
    }

    // Options of the webhook: whatever they hold, the app hears all that is wrong at once, and no value.
    [Property(MaxTest = 5000, Arbitrary = [typeof(WebhookOptionScript)])]
    public void Options_OfAnyTexts_AreTakenOrRefusedByName(Assignment[] script)
    {
        AlertmanagerWebhookOptions options = WebhookOptionScript.Play(script);
        try
        {
            Slo.AspNetCore.Alertmanager.WebhookOptionsCheck.ThrowIfFaulty(options);
            _ = new Slo.AspNetCore.Alertmanager.WebhookCredentials(options, TimeProvider.System).Challenges;
        }
        catch (ArgumentException refusal)
        {
            Assert.StartsWith("MapAlertmanagerWebhook: ", refusal.Message, StringComparison.Ordinal);
            Assert.Null(HostileText.Fault(refusal.Message, 2000));
        }
    }
}
