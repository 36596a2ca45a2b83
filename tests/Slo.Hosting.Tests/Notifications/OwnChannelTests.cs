using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Slo.Hosting.Delivery;
using Slo.Hosting.Tests.Alerting;
using Slo.Testing;
using Xunit;

namespace Slo.Hosting.Tests.Notifications;

/// <summary>A channel of the app has the guarantees of the others.</summary>
public sealed class OwnChannelTests : IDisposable
{
    private readonly ChannelProbe _probe = new();
    private readonly LogRecorder _log = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _log.Dispose();

    [Fact]
    public async Task Channel_DeclaredInCode_GetsNotificationsInPlainWords()
    {
        using IHost host = Host(slo => slo.AddNotifications<ChatTarget>("chat", target => target.Room = "on-call"));
        await host.StartAsync(Cancel);
        Post(host, Transitions.Fired("check\nout"));
        await Eventually.TrueAsync(() => _probe.Sent.Count == 1, "the message");

        (string target, string room, SloNotification notification) = _probe.Sent[0];
        Assert.Equal(("chat", "on-call", false), (target, room, notification.IsResolved));
        Assert.Equal("[PAGE] shop: check\uFFFDout: page at 14.4x over 1h/5m", notification.Title);
        await host.StopAsync(Cancel);
    }

    [Fact]
    public async Task Channel_DeclaredInConfiguration_FollowsItsOwnKeys()
    {
        using IHost host = Host(
            slo => slo.AddNotificationType<ChatTarget>("Chat").AddNotificationType<ChatTarget>("chat"),
            ("chat:Type", "chat"), ("chat:Room", "first"), ("chat:MinimumSeverity", "Page"));
        await host.StartAsync(Cancel);
        Post(host, Transitions.Fired("ticket", AlertSeverity.Ticket));
        Post(host, Transitions.Fired("page"));
        await Eventually.TrueAsync(() => _probe.Sent.Count == 1, "the page");
        IConfiguration configuration = host.Services.GetRequiredService<IConfiguration>();
        configuration["Slo:Notifications:chat:Room"] = "second";
        ((IConfigurationRoot)configuration).Reload();

        await Eventually.TrueAsync(
            () =>
            {
                Post(host, Transitions.Fired($"slo-{_probe.Sent.Count}"));
                return _probe.Sent[^1].Room == "second";
            },
            "the other room");
        Assert.Equal("page", _probe.Sent[0].Notification.Transition.Name);
        await host.StopAsync(Cancel);
    }

    [Fact]
    public async Task Configuration_OfAChannel_IsCheckedByItsOwnKeysAndBounds()
    {
        using IHost host = Host(
            slo => slo.AddNotificationType<ChatTarget>("Chat"), ("chat:Type", "Chat"), ("chat:Room", "#x"), ("chat:Loudness", "11"), ("chat:Url", "https://x/"));
        OptionsValidationException refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(Cancel));

        Assert.Collection(
            refusal.Failures,
            error => Assert.StartsWith($"error {SloFindingCodes.UnknownField}: Slo:Notifications:chat:Url: ", error, StringComparison.Ordinal),
            error => Assert.Equal($"error {SloFindingCodes.NotificationTarget}: Slo:Notifications:chat:Room: must not begin with #", error),
            error => Assert.StartsWith($"error {SloFindingCodes.NotificationSetting}: Slo:Notifications:chat:Loudness '11': ", error, StringComparison.Ordinal));
    }

    // A tool reads the same file without the app's types: it cannot say that a type is wrong.
    [Fact]
    public void Configuration_WithAChannelOfTheApp_CanBeReadWithoutAHost()
    {
        SloOptions options = new();
        options.ReadFrom(new ConfigurationBuilder().AddInMemoryCollection([new("Notifications:chat:Type", "Chat"), new("Notifications:chat:Room", "x")]).Build());

        Assert.Empty(options.Build());
        Assert.Empty(options.Notifications.Targets);
    }

    [Fact]
    public void Type_ThatIsTaken_IsRefused()
    {
        ISloBuilder slo = new ServiceCollection().AddSlo();

        Assert.Throws<ArgumentException>(() => slo.AddNotificationType<ChatTarget>("slack"));
    }

    [Fact]
    public async Task Messages_ThatFailThreeTimes_ArriveAndThoseThatAreRefusedDoNot()
    {
        var calls = 0;
        _probe.Send = (_, _) => Task.FromResult(Interlocked.Increment(ref calls) switch
        {
            1 => throw new InvalidOperationException("secret"),
            2 => SloNotificationResult.Retry("busy"),
            3 => default,
            4 => SloNotificationResult.Delivered,
            _ => SloNotificationResult.Refused("too\nlong"),
        });
        using IHost host = Host(slo => slo.AddNotifications<ChatTarget>("chat", target => target.FirstBackOff = TimeSpan.FromMilliseconds(1)));
        using Outcomes outcomes = new(host);
        await host.StartAsync(Cancel);
        Post(host, Transitions.Fired());
        await Eventually.TrueAsync(() => outcomes["slo.notifications chat delivered"] == 1, "the message");
        Post(host, Transitions.Fired("login"));
        await Eventually.TrueAsync(() => _log.Messages(18).Count == 1, "the refusal");

        Assert.Equal((3, 1), (outcomes["slo.notifications chat retried"], outcomes["slo.notifications chat dead"]));
        Assert.Contains("too\uFFFDlong", _log.Messages(18)[0], StringComparison.Ordinal);
        Assert.DoesNotContain(_log.Lines, line => $"{line.Message}{line.Exception}".Contains("secret", StringComparison.Ordinal));
        await host.StopAsync(Cancel);
    }

    [Fact]
    public async Task Protocol_OfTheAppOverHttp_IsGuardedAndSignedAsOthers()
    {
        const string Secret = "0123456789abcdef";
        await using Receiver receiver = await Receiver.StartAsync(200);
        using IHost host = Host(slo => slo
            .AddNotifications<ClosingTarget>("good", target => (target.Url, target.SigningSecret) = (receiver.Address, Secret))
            .AddNotifications<ClosingTarget>("bad", target => (target.Url, target.Elsewhere) = (receiver.Address, new Uri("http://alerts.example.com/"))));
        using Outcomes outcomes = new(host);
        await host.StartAsync(Cancel);
        Post(host, Transitions.Fired());
        await Eventually.TrueAsync(() => receiver.Requests.Count == 2, "both hear that it fires");
        Post(host, Transitions.Resolved());
        await Eventually.TrueAsync(() => receiver.Requests.Count == 3 && outcomes["slo.notifications bad dead"] == 1, "the end and the refusal");

        ReceivedRequest end = receiver.Requests[2];
        Assert.Equal("/fingerprint-of-checkout/close", end.Path);
        Assert.True(SloRequestSignature.IsValid(end.Headers[SloRequestSignature.HeaderName], Secret, TimeProvider.System.GetUtcNow(), Encoding.UTF8.GetBytes(end.Body)));
        Assert.False(SloRequestSignature.IsValid(end.Headers[SloRequestSignature.HeaderName], Secret, TimeProvider.System.GetUtcNow(), Encoding.UTF8.GetBytes(end.Body + " ")));
        Assert.False(SloRequestSignature.IsValid(end.Headers[SloRequestSignature.HeaderName], Secret, TimeProvider.System.GetUtcNow().AddMinutes(6), Encoding.UTF8.GetBytes(end.Body)));
        await host.StopAsync(Cancel);
    }

    // Each of them holds up itself only: they are left after their time-out, a few calls at most, and the host stops in time.
    [Theory]
    [InlineData("hangs")]
    [InlineData("blocks")]
    public async Task Channel_ThatNeverEnds_HurtsNoOther(string how)
    {
        using ManualResetEventSlim over = new();
        _probe.Send = async (target, _) =>
        {
            if (target == "bad" && how == "blocks")
            {
                over.Wait(TimeSpan.FromSeconds(60), CancellationToken.None);
            }
            else if (target == "bad")
            {
                await new TaskCompletionSource().Task;
            }

            return SloNotificationResult.Delivered;
        };
        using IHost host = Host(slo => slo
            .AddNotifications<ChatTarget>("bad", target => (target.Timeout, target.FirstBackOff) = (TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(1)))
            .AddNotifications<ChatTarget>("good"));
        using Outcomes outcomes = new(host);
        await host.StartAsync(Cancel);
        for (var i = 0; i < 20; i++)
        {
            Post(host, Transitions.Fired($"slo-{i}"));
        }

        await Eventually.TrueAsync(() => outcomes["slo.notifications good delivered"] == 20, "all messages at the good one");
        await Eventually.TrueAsync(
            () => _probe.Sent.Count(sent => sent.Target == "bad") == 1 + SupervisedCalls.MaximumLeftBehind, "calls left behind");
        Task stop = host.StopAsync(Cancel);

        await Eventually.TrueAsync(() => stop.IsCompletedSuccessfully, "the host stops although one channel never ends");
        Assert.Equal(20, outcomes["slo.notifications bad dropped"]);
        Assert.Equal(1 + SupervisedCalls.MaximumLeftBehind, _probe.Sent.Count(sent => sent.Target == "bad"));
        over.Set();
    }

    private static void Post(IHost host, SloAlertTransition transition) => Assert.True(host.Services.GetRequiredService<SloAlertDispatcher>().Post(transition));

    private IHost Host(Action<ISloBuilder> configure, params (string Key, string Value)[] keys) => SloHost.Build(
        builder =>
        {
            builder.Services.AddSingleton(_probe);
            builder.Configuration.AddInMemoryCollection(keys.Select(key => KeyValuePair.Create($"Slo:Notifications:{key.Key}", (string?)key.Value)));
            configure(builder.Services.AddSlo(builder.Configuration.GetSection("Slo")));
        },
        _log);
}
