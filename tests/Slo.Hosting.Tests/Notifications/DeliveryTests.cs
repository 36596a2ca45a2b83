using System.Security.Cryptography;
using System.Text;
using Slo.Hosting.Delivery;
using Slo.Hosting.Tests.Alerting;
using Slo.Hosting.Tests.Sources;
using Slo.Testing;
using Xunit;

namespace Slo.Hosting.Tests.Notifications;

/// <summary>What comes through, and what becomes of the rest, over real connections.</summary>
public sealed class DeliveryTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Notification_ForAReceiverThatIsWell_IsDeliveredOnce()
    {
        await using Receiver receiver = await Receiver.StartAsync(204);
        await using NotifyingHost host = await NotifyingHost.StartAsync("CloudEvents", receiver.Address, target => target.Headers["Authorization"] = "Bearer abc");
        host.Post(Transitions.Fired());
        await host.CountedAsync("delivered");
        host.Post(Transitions.Resolved());
        await host.CountedAsync("delivered", 2);

        Assert.Equal(2, receiver.Requests.Count);
        Assert.Equal(["/hook"], receiver.Requests.Select(request => request.Path).Distinct());
        Assert.Equal("application/cloudevents+json; charset=utf-8", receiver.Requests[0].Headers["Content-Type"]);
        Assert.Equal("Bearer abc", receiver.Requests[0].Headers["Authorization"]);
        Assert.False(receiver.Requests[0].Headers.ContainsKey("traceparent"));
        Assert.Contains("dev.slo.alert.firing.v1", receiver.Requests[0].Body, StringComparison.Ordinal);
        Assert.Contains("dev.slo.alert.resolved.v1", receiver.Requests[1].Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(408)]
    [InlineData(429)]
    public async Task Notification_AfterAnAnswerThatMayPass_IsTriedAgainWithTheSameId(int code)
    {
        await using Receiver receiver = await Receiver.StartAsync(code, code, 200);
        await using NotifyingHost host = await NotifyingHost.StartAsync("CloudEvents", receiver.Address);
        host.Post(Transitions.Fired());
        await host.CountedAsync("delivered");

        Assert.Equal(3, receiver.Requests.Count);
        Assert.Single(receiver.Requests.Select(request => request.Body).Distinct());
        Assert.Equal(2, host.Count("retried"));
        Assert.Equal([$"Notification target 'ops' could not be reached and will be retried: answered {code} (0 earlier failures not logged)"], host.Log.Messages(17));
    }

    [Theory]
    [InlineData(400, "answered 400")]
    [InlineData(404, "answered 404")]
    [InlineData(410, "answered 410")]
    [InlineData(302, "answered 302, a redirect, and none is followed")]
    public async Task Notification_AfterAnAnswerForGood_IsGivenUp(int code, string reason)
    {
        await using Receiver elsewhere = await Receiver.StartAsync(200);
        await using Receiver receiver = await Receiver.StartAsync((context, _) =>
        {
            context.Response.StatusCode = code;
            context.Response.Headers.Location = elsewhere.Address.AbsoluteUri;
            return Task.CompletedTask;
        });
        await using NotifyingHost host = await NotifyingHost.StartAsync("Slack", receiver.Address);
        host.Post(Transitions.Fired());
        await host.CountedAsync("dead");
        await Eventually.TrueAsync(() => host.Log.Messages(18).Count == 1, "the loss in the log");

        Assert.Single(receiver.Requests);
        Assert.Empty(elsewhere.Requests);
        Assert.Equal(
            [$"Notification target 'ops' was not notified that alert 'checkout' is firing, and no retry follows: {reason} (0 earlier ones not logged)"], host.Log.Messages(18));

        // It is the message that was refused, not the target: the next one is sent.
        host.Post(Transitions.Resolved());
        await Eventually.TrueAsync(() => receiver.Requests.Count == 2, "the resolve");
    }

    [Fact]
    public async Task Batch_WithOneAlertThatIsRefused_DeliversTheOthers()
    {
        TaskCompletionSource go = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Receiver? self = null;
        await using Receiver receiver = self = await Receiver.StartAsync(async (context, _) =>
        {
            await go.Task;
            context.Response.StatusCode = self!.Requests[^1].Body.Contains("\"slo-7\"", StringComparison.Ordinal) ? 400 : 200;
        });
        await using NotifyingHost host = await NotifyingHost.StartAsync("Alertmanager", receiver.Address);
        for (var i = 0; i < 10; i++)
        {
            host.Post(Transitions.Fired($"slo-{i}"));
        }

        go.SetResult();
        await host.CountedAsync("delivered", 9);
        await host.CountedAsync("retried");
    }

    [Fact]
    public async Task RetryAfter_OfABusyReceiver_IsHonoured()
    {
        await using Receiver receiver = await Receiver.StartAsync((context, number) =>
        {
            context.Response.StatusCode = number == 1 ? 429 : 200;
            context.Response.Headers.RetryAfter = "2";
            return Task.CompletedTask;
        });
        await using NotifyingHost host = await NotifyingHost.StartAsync("Webhook", receiver.Address);
        host.Post(Transitions.Fired());
        await host.CountedAsync("delivered");

        Assert.Equal(2, receiver.Requests.Count);
        Assert.True(TimeProvider.System.GetElapsedTime(receiver.Requests[0].Timestamp, receiver.Requests[1].Timestamp) > TimeSpan.FromSeconds(1.9));
    }

    [Fact]
    public async Task Receiver_ThatNeverAnswers_IsLeftAfterTheTimeoutAndTriedAgain()
    {
        await using Receiver receiver = await Receiver.StartAsync(async (context, number) =>
        {
            if (number <= 2)
            {
                await Never.EndAsync(context.RequestAborted);
            }
        });
        await using NotifyingHost host = await NotifyingHost.StartAsync("Webhook", receiver.Address, target => target.Timeout = TimeSpan.FromMilliseconds(300));
        host.Post(Transitions.Fired());
        await host.CountedAsync("delivered");

        // On a busy machine an answer that was on its way may take longer, too.
        Assert.InRange(receiver.Requests.Count, 3, 100);
        Assert.StartsWith("Notification target 'ops' could not be reached and will be retried: no answer within 300ms", host.Log.Messages(17)[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reply_OfAGigabyte_IsNotRead()
    {
        using GigabyteReply receiver = new();
        await using NotifyingHost host = await NotifyingHost.StartAsync("Webhook", receiver.Address);
        host.Post(Transitions.Fired());
        await host.CountedAsync("delivered");
        host.Post(Transitions.Resolved());
        await host.CountedAsync("delivered", 2);
        await Eventually.TrueAsync(() => receiver.Left == 2, "both connections are closed");

        // What the buffers of both systems hold, and no more.
        Assert.InRange(receiver.Sent, 0, 64 * 1024 * 1024);
    }

    [Fact]
    public async Task Receiver_ThatIsAwayForAWhile_HearsTheNewestStateOnly()
    {
        Uri nowhere = Dependency.Nowhere();
        await using NotifyingHost host = await NotifyingHost.StartAsync("CloudEvents", new Uri(nowhere, "/hook"));
        host.Post(Transitions.Fired(severity: AlertSeverity.Ticket));
        host.Post(Transitions.Of("checkout", AlertSeverity.Ticket, AlertSeverity.Page, minute: 1));
        await host.CountedAsync("retried", 2);
        host.Post(Transitions.Resolved(minute: 2));
        await using Receiver receiver = await Receiver.StartAsync((_, _) => Task.CompletedTask, nowhere.Port);
        await host.CountedAsync("delivered");

        Assert.Contains("dev.slo.alert.resolved.v1", Assert.Single(receiver.Requests).Body, StringComparison.Ordinal);
        Assert.Equal(2, host.Count("coalesced"));
        Assert.Contains("no connection (ConnectionRefused)", host.Log.Messages(17)[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Notification_ThatGetsNowhere_IsGivenUpAfterItsTime()
    {
        await using NotifyingHost host = await NotifyingHost.StartAsync(
            "Webhook", new Uri(Dependency.Nowhere(), "/hook"), target => target.GiveUpAfter = TimeSpan.FromSeconds(1));
        host.Post(Transitions.Fired());
        await host.CountedAsync("dead");

        Assert.Equal(0, host.Count("delivered"));
    }

    [Fact]
    public async Task Signature_OfARequest_IsTheHmacOfTimeAndBody()
    {
        const string Secret = "0123456789abcdef";
        await using Receiver receiver = await Receiver.StartAsync(200);
        await using NotifyingHost host = await NotifyingHost.StartAsync("Webhook", receiver.Address, target => target.SigningSecret = Secret);
        host.Post(Transitions.Fired());
        await host.CountedAsync("delivered");

        ReceivedRequest request = receiver.Requests.Single();
        var parts = request.Headers["Slo-Signature"].Split(["t=", ",v1="], StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes($"{parts[0]}.{request.Body}"))), parts[1]);
        Assert.InRange(
            TimeProvider.System.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(long.Parse(parts[0], System.Globalization.CultureInfo.InvariantCulture)),
            TimeSpan.FromSeconds(-2), TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Address_ThatIsNotPublic_IsRefusedWhenItIsConnectedTo()
    {
        await using Receiver receiver = await Receiver.StartAsync(200);

        // A name, as it would be rebound: what counts is where it leads at that moment.
        await using NotifyingHost host = await NotifyingHost.StartAsync(
            "Webhook", new UriBuilder(receiver.Address) { Host = "localhost" }.Uri, target => target.Addresses = SloNotificationAddresses.PublicOnly);
        host.Post(Transitions.Fired());
        await host.CountedAsync("dead");
        await Eventually.TrueAsync(() => host.Log.Messages(18).Count == 1, "the refusal in the log");

        Assert.Empty(receiver.Requests);
        Assert.Contains("its address is not among those allowed (Addresses)", host.Log.Messages(18)[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stop_WithNotificationsThatWait_SendsThemOnceMoreAndCountsTheRest()
    {
        TaskCompletionSource go = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using Receiver receiver = await Receiver.StartAsync((_, _) => go.Task);
        await using NotifyingHost host = await NotifyingHost.StartAsync("Webhook", receiver.Address);
        for (var i = 0; i < 5; i++)
        {
            host.Post(Transitions.Fired($"slo-{i}"));
        }

        // One is under way and four wait when the stop begins.
        await Eventually.TrueAsync(() => receiver.Requests.Count == 1, "the first request");
        Task stop = host.StopAsync();
        go.SetResult();
        await stop;
        Assert.Equal(5, host.Count("delivered"));

        await using NotifyingHost other = await NotifyingHost.StartAsync(
            "Webhook", new Uri(Dependency.Nowhere(), "/hook"), target => target.FirstBackOff = TimeSpan.FromMinutes(1));
        other.Post(Transitions.Fired());
        await other.CountedAsync("retried");
        await other.StopAsync();

        Assert.Equal(1, other.Count("dropped"));
    }

    [Fact]
    public async Task Alerts_BeyondTheCapacity_AreDroppedAndCounted()
    {
        await using NotifyingHost host = await NotifyingHost.StartAsync(
            "Webhook", new Uri(Dependency.Nowhere(), "/hook"), target => target.Capacity = 10);
        for (var i = 0; i < 1000; i++)
        {
            host.Post(Transitions.Fired($"slo-{i}"));
        }

        Assert.Equal(990, host.Count("dropped"));
        await Eventually.TrueAsync(() => host.Log.Messages(19).Count == 1, "the loss in the log");
    }

    [Theory]
    [InlineData(1, 0, 0.5, 500)]
    [InlineData(2, 0, 0.5, 1000)]
    [InlineData(5, 0, 0.25, 4000)]
    [InlineData(50, 0, 0.5, 30_000)]
    [InlineData(1, 5, 0.5, 5000)]
    [InlineData(50, 5, 0.99, 59_400)]
    [InlineData(1, 86_400, 0.5, 600_000)]
    [InlineData(1, -5, 0, 0)]
    public void BackOff_Wait_DoublesToItsBoundAndRespectsWhatWasAsked(int failures, int retryAfter, double jitter, int milliseconds) => Assert.Equal(
        TimeSpan.FromMilliseconds(milliseconds), BackOff.Wait(TimeSpan.FromSeconds(1), failures, TimeSpan.FromSeconds(retryAfter), jitter));
}
