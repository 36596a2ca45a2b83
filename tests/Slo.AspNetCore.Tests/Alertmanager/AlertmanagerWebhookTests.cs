using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace Slo.AspNetCore.Tests.Alertmanager;

public sealed class AlertmanagerWebhookTests
{
    [Fact]
    public async Task FiringAlert_RunsTheHandlerWithAllThatIsKnownOfIt()
    {
        await using WebhookApp app = await WebhookApp.StartOpenAsync();
        (HttpStatusCode status, _) = await app.PostAsync(WebhookApp.Message(WebhookApp.Alert(labels: ("slo", "checkout"))));
        await app.ExpectAsync(1);

        Assert.Equal(HttpStatusCode.NoContent, status);
        SloAlertTransition fired = Assert.Single(app.Received);
        Assert.Equal((SloAlertSource.Alertmanager, SloAlertTransitionKind.Fired, 0L), (fired.Source, fired.Kind, fired.Sequence));
        Assert.Equal(("checkout", "HighBurn", "edb86f427d6e6ede443e7c418e3394d6"), (fired.Name, fired.Cause, fired.Fingerprint));
        Assert.Equal((null, AlertSeverity.Page), (fired.Before, fired.After));
        Assert.Equal(new DateTimeOffset(2025, 12, 31, 23, 55, 0, TimeSpan.Zero).AddTicks(1_234_567), fired.StartedAt);
        Assert.Equal(app.App.Time.GetUtcNow(), fired.At);
        Assert.Equal("It burns", fired.Annotations["summary"]);
        Assert.Equal("page", fired.Labels["severity"]);
        Assert.Null(fired.Status);
    }

    [Fact]
    public async Task RepeatedMessages_AreNewsOnlyWhereSomethingChanged()
    {
        await using WebhookApp app = await WebhookApp.StartOpenAsync();
        JsonObject[] messages =
        [
            WebhookApp.Message(WebhookApp.Alert()),
            WebhookApp.Message(WebhookApp.Alert()),
            WebhookApp.Message(WebhookApp.Alert(), WebhookApp.Alert(fingerprint: "other")),
            WebhookApp.Message(WebhookApp.Alert("resolved"), WebhookApp.Alert(fingerprint: "other")),
            WebhookApp.Message(WebhookApp.Alert("resolved"), WebhookApp.Alert("resolved", "other")),
            WebhookApp.Message(WebhookApp.Alert()),
        ];
        foreach (JsonObject message in messages)
        {
            Assert.Equal(HttpStatusCode.NoContent, (await app.PostAsync(message)).Status);
        }

        await app.ExpectAsync(5);
        Assert.Equal(
            ["Fired 5ef77f1f8a3ecfdd", "Fired other", "Resolved 5ef77f1f8a3ecfdd", "Resolved other", "Fired 5ef77f1f8a3ecfdd"],
            app.Received.Select(transition => $"{transition.Kind} {transition.Fingerprint}"));
    }

    [Fact]
    public async Task Severity_ThatChangesWhileTheAlertFires_IsNewsAsOurOwnWebhookSendsIt()
    {
        await using WebhookApp app = await WebhookApp.StartOpenAsync();
        foreach ((string status, string severity) in ((string, string)[])
            [("firing", "ticket"), ("firing", "page"), ("firing", "page"), ("firing", "ticket"), ("resolved", "ticket"), ("resolved", "page"), ("firing", "page")])
        {
            Assert.Equal(HttpStatusCode.NoContent, (await app.PostAsync(WebhookApp.Message(WebhookApp.Alert(status, labels: ("severity", severity))))).Status);
        }

        await app.ExpectAsync(5);
        Assert.Equal(
            ["Fired -Ticket", "Escalated Ticket-Page", "Deescalated Page-Ticket", "Resolved Ticket-", "Fired -Page"],
            app.Received.Select(transition => $"{transition.Kind} {transition.Before}-{transition.After}"));
    }

    [Fact]
    public async Task NextIncident_AfterAResolveThatNeverCame_IsNews()
    {
        await using WebhookApp app = await WebhookApp.StartOpenAsync();
        foreach ((string status, int minute) in ((string, int)[])
            [("firing", 50), ("firing", 50), ("firing", 52), ("firing", 50), ("firing", 52), ("resolved", 52), ("resolved", 52), ("resolved", 54), ("resolved", 52)])
        {
            JsonObject alert = WebhookApp.Alert(status);
            alert["startsAt"] = $"2025-12-31T23:{minute}:00Z";
            Assert.Equal(HttpStatusCode.NoContent, (await app.PostAsync(WebhookApp.Message(alert))).Status);
        }

        await app.ExpectAsync(4);
        Assert.Equal(
            ["Fired 50", "Fired 52", "Resolved 52", "Resolved 54"], app.Received.Select(transition => $"{transition.Kind} {transition.StartedAt.Minute}"));
    }

    [Fact]
    public async Task ResolvedAlert_ThatThisProcessNeverSawFiring_IsToldOnce()
    {
        await using WebhookApp app = await WebhookApp.StartOpenAsync();
        await app.PostAsync(WebhookApp.Message(WebhookApp.Alert("resolved")));
        await app.PostAsync(WebhookApp.Message(WebhookApp.Alert("resolved"), WebhookApp.Alert(fingerprint: "last")));
        await app.ExpectAsync(2);

        SloAlertTransition resolved = app.Received[0];
        Assert.Equal((SloAlertTransitionKind.Resolved, AlertSeverity.Page, null), (resolved.Kind, resolved.Before, resolved.After));
        Assert.Equal(new DateTimeOffset(2025, 12, 31, 23, 59, 0, TimeSpan.Zero), resolved.At);
        Assert.Equal([SloAlertTransitionKind.Resolved, SloAlertTransitionKind.Fired], app.Received.Select(transition => transition.Kind));
    }

    [Theory]
    [InlineData("HighBurn", "alertname=HighBurn")]
    [InlineData("a", "sloth_slo=a")]
    [InlineData("b", "sloth_slo=a,slo_name=b")]
    [InlineData("c", "sloth_slo=a,slo_name=b,slo=c")]
    [InlineData("HighBurn", "slo=")]
    public async Task Name_IsThatOfTheObjectiveWhereALabelSaysSo(string expected, string labels)
    {
        await using WebhookApp app = await WebhookApp.StartOpenAsync();
        await app.PostAsync(WebhookApp.Message(WebhookApp.Alert(labels: Parse(labels))));
        await app.ExpectAsync(1);

        Assert.Equal(expected, app.Received[0].Name);
    }

    [Theory]
    [InlineData("severity=page", AlertSeverity.Page)]
    [InlineData("severity=CRITICAL", AlertSeverity.Page)]
    [InlineData("severity=Emergency", AlertSeverity.Page)]
    [InlineData("severity=P1", AlertSeverity.Page)]
    [InlineData("severity=high", AlertSeverity.Page)]
    [InlineData("severity=sev1", AlertSeverity.Page)]
    [InlineData("severity=ticket", AlertSeverity.Ticket)]
    [InlineData("severity=slack", AlertSeverity.Ticket)]
    [InlineData("severity=warning", AlertSeverity.Ticket)]
    [InlineData("severity=", AlertSeverity.Ticket)]
    [InlineData("severity=,sloth_severity=page", AlertSeverity.Page)]
    public async Task Severity_IsReadFromItsLabel(string labels, AlertSeverity expected)
    {
        await using WebhookApp app = await WebhookApp.StartOpenAsync();
        await app.PostAsync(WebhookApp.Message(WebhookApp.Alert(labels: Parse(labels))));
        await app.ExpectAsync(1);

        Assert.Equal(expected, app.Received[0].After);
    }

    [Fact]
    public async Task Message_ThatTheStoppingAppCannotTake_IsA503AndNewsWhenItComesAgain()
    {
        await using WebhookApp app = await WebhookApp.StartOpenAsync();
        IHostedService handlers = app.App.Services.GetServices<IHostedService>().Single(service => service.GetType().Name == "AlertDispatchService");
        await handlers.StopAsync(TestContext.Current.CancellationToken);

        (HttpStatusCode status, string? detail) = await app.PostAsync(WebhookApp.Message(WebhookApp.Alert()));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "The app cannot accept alerts at present: retry later."), (status, detail));

        await handlers.StartAsync(TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NoContent, (await app.PostAsync(WebhookApp.Message(WebhookApp.Alert()))).Status);
        await app.ExpectAsync(1);
    }

    [Fact]
    public async Task Webhook_CountsForNoObjective()
    {
        await using WebhookApp app = await WebhookApp.StartOpenAsync();
        await app.PostAsync(WebhookApp.Message());

        app.App.WillSend();
        Assert.Equal((0, 0, 0), await app.App.CountsAsync("all"));
    }

    private static (string Key, string Value)[] Parse(string labels) =>
        [.. labels.Split(',').Select(label => label.Split('=')).Select(parts => (parts[0], parts[1]))];
}
