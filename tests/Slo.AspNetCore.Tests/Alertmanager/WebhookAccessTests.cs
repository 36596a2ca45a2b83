using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Slo.AspNetCore.Tests.Api;
using Xunit;

namespace Slo.AspNetCore.Tests.Alertmanager;

public sealed class WebhookAccessTests
{
    private const string Secret = "0123456789abcdef-secret";

    private static readonly JsonObject Message = WebhookApp.Message(WebhookApp.Alert());

    [Fact]
    public async Task Webhook_ThatNobodyOpened_Answers403AndHowToOpenIt()
    {
        await using WebhookApp app = await WebhookApp.StartAsync();
        (HttpStatusCode status, string? detail) = await app.PostAsync(Message, Bearer("anything"));

        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.Equal(
            "This webhook is closed until the app opens it: set a credential in the options of MapAlertmanagerWebhook, or add .RequireAuthorization() or .AllowAnonymous().", detail);
        Assert.Empty(app.Received);
    }

    [Fact]
    public async Task Webhook_WithABearerToken_TakesThatAndNoOther()
    {
        await using WebhookApp app = await WebhookApp.StartAsync(options => options.BearerToken = Secret, endpoint => endpoint.AllowAnonymous());

        foreach (Action<HttpRequestMessage> wrong in new[] { _ => { }, Bearer(""), Bearer(Secret + "x"), Bearer(Secret[..^1]), Bearer(Secret.ToUpperInvariant()), Basic("user", Secret), Signed(app, Secret) })
        {
            Assert.Equal((HttpStatusCode.Unauthorized, "The credentials of this webhook are missing or wrong."), await app.PostAsync(Message, wrong));
        }

        Assert.Equal(HttpStatusCode.NoContent, (await app.PostAsync(Message, Bearer(Secret))).Status);
        await app.ExpectAsync(1);
    }

    [Fact]
    public async Task Webhook_WithBasicCredentials_TakesThoseAndNoOthers()
    {
        await using WebhookApp app = await WebhookApp.StartAsync(options => (options.BasicUser, options.BasicPassword) = ("alertmanager", Secret));

        foreach (Action<HttpRequestMessage> wrong in new[] { _ => { }, Basic("other", Secret), Basic("alertmanager", ""), Bearer(Secret), request => request.Headers.TryAddWithoutValidation("Authorization", "Basic !!!") })
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await app.PostAsync(Message, wrong)).Status);
        }

        Assert.Equal(HttpStatusCode.NoContent, (await app.PostAsync(Message, Basic("alertmanager", Secret))).Status);
    }

    [Fact]
    public async Task Webhook_WithASigningSecret_TakesWhatIsSignedWithItAndNew()
    {
        await using WebhookApp app = await WebhookApp.StartAsync(options => options.SigningSecret = Secret);

        foreach (Action<HttpRequestMessage> wrong in new[] { _ => { }, Signed(app, Secret + "x"), Signed(app, Secret, -301), Signed(app, Secret, 301), Signed(app, Secret, body: "{}"), request => request.Headers.Add("Slo-Signature", "t=1") })
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await app.PostAsync(Message, wrong)).Status);
        }

        Assert.Equal(HttpStatusCode.NoContent, (await app.PostAsync(Message, Signed(app, Secret, -299))).Status);
        await app.ExpectAsync(1);
    }

    [Fact]
    public async Task Webhook_WithRequiredAuthorization_LeavesItToTheApp()
    {
        RecordingHandler handler = new();
        await using KestrelApp app = await KestrelApp.StartAsync(
            TestObjectives.AllAnd(),
            app => app.MapAlertmanagerWebhook("/alerts").RequireAuthorization(),
            builder =>
            {
                builder.Services.AddSingleton<ISloAlertHandler>(handler);
                builder.Services.AddAuthentication(ClosedScheme.Name).AddScheme<AuthenticationSchemeOptions, ClosedScheme>(ClosedScheme.Name, null);
                builder.Services.AddAuthorization();
            });

        using StringContent refused = new(Message.ToJsonString(), Encoding.UTF8, "application/json");
        Assert.Equal(HttpStatusCode.Unauthorized, (await app.Client.PostAsync("/alerts", refused, TestContext.Current.CancellationToken)).StatusCode);
        app.Client.DefaultRequestHeaders.Add("X-User", "operator");
        using StringContent taken = new(Message.ToJsonString(), Encoding.UTF8, "application/json");
        Assert.Equal(HttpStatusCode.NoContent, (await app.Client.PostAsync("/alerts", taken, TestContext.Current.CancellationToken)).StatusCode);
    }

    [Theory]
    [InlineData("BearerToken", "", "BearerToken has 0 characters")]
    [InlineData("SigningSecret", "short", "SigningSecret has 5 characters")]
    [InlineData("BasicPassword", "0123456789abcdef", "BasicUser and BasicPassword")]
    public async Task InvalidCredential_IsRefusedWhenMappedAndNeverShown(string option, string value, string about)
    {
        var exception = await Assert.ThrowsAsync<ArgumentException>(() => WebhookApp.StartAsync(
            options => typeof(AlertmanagerWebhookOptions).GetProperty(option)!.SetValue(options, value)));

        Assert.StartsWith($"MapAlertmanagerWebhook: error {SloFindingCodes.WebhookOption}: {about}", exception.Message, StringComparison.Ordinal);
        Assert.True(value.Length == 0 || !exception.Message.Contains(value, StringComparison.Ordinal));
    }

    [Fact]
    public async Task IncidentLabel_WithoutAName_IsRefusedWhenMapped()
    {
        var exception = await Assert.ThrowsAsync<ArgumentException>(() => WebhookApp.StartAsync(options => options.IncidentLabels = ["cluster", ""]));

        Assert.StartsWith($"MapAlertmanagerWebhook: error {SloFindingCodes.WebhookOption}: IncidentLabels", exception.Message, StringComparison.Ordinal);
    }

    private static Action<HttpRequestMessage> Bearer(string token) => request => request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + token);

    private static Action<HttpRequestMessage> Basic(string user, string password) => request =>
        request.Headers.TryAddWithoutValidation("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));

    private static Action<HttpRequestMessage> Signed(WebhookApp app, string secret, int late = 0, string? body = null) => request =>
    {
        var seconds = (app.App.Time.GetUtcNow().ToUnixTimeSeconds() + late).ToString(CultureInfo.InvariantCulture);
        var hash = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{seconds}.{body ?? Message.ToJsonString()}"));
        request.Headers.Add("Slo-Signature", $"t={seconds},v1={Convert.ToHexStringLower(hash)}");
    };
}
