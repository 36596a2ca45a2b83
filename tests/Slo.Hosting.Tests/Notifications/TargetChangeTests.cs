using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Slo.Hosting.Alerting;
using Slo.Hosting.Notifications;
using Slo.Hosting.Tests.Alerting;
using Slo.Hosting.Tests.Sources;
using Slo.Testing;
using Xunit;

namespace Slo.Hosting.Tests.Notifications;

/// <summary>Targets that are changed by a reload while an alert fires.</summary>
public sealed class TargetChangeTests : IAsyncDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly NotificationTargets _targets;
    private readonly AlertingRegistry _alerts;

    public TargetChangeTests()
    {
        _targets = new NotificationTargets(
            TimeProvider.System, new AlertInstruments(_services.GetRequiredService<IMeterFactory>()), new SloBackgroundLoggerFactory(NullLoggerFactory.Instance, TimeProvider.System));
        _alerts = new AlertingRegistry(_targets, "checkout", "over", "later");
    }

    public async ValueTask DisposeAsync()
    {
        await _targets.StopAsync(new CancellationToken(canceled: true));
        _alerts.Dispose();
        await _services.DisposeAsync();
    }

    [Theory]
    [InlineData("Webhook")]
    [InlineData("Alertmanager")]
    public async Task Target_ThatWantsToHearOfItNoMore_HearsThatItIsOver(string type)
    {
        await using Receiver receiver = await Receiver.StartAsync(200);
        Replace(receiver, type);
        _alerts.Burn("checkout", good: 92, bad: 8);
        await HeardAsync(receiver, 1);
        Replace(receiver, type, target => target.MinimumSeverity = AlertSeverity.Page);

        // Delivery is at least once: a request whose answer was not read when the target changed is made again.
        await Eventually.TrueAsync(() => IsResolved(receiver.Requests[^1]), "told that it is over");
        Replace(receiver, type, target => target.Match["team"] = "none");
        _alerts.Burn("checkout", bad: 100);
        Replace(receiver, type);
        await Eventually.TrueAsync(() => !IsResolved(receiver.Requests[^1]), "told that it fires again");
        Assert.Contains("page", receiver.Requests[^1].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Target_ThatIsAdded_HearsWhatFiresAndNothingElse()
    {
        await using Receiver receiver = await Receiver.StartAsync(200);
        _alerts.Burn("over", bad: 100);
        _alerts.Burn("checkout", bad: 100);
        _targets.Post(Transitions.Fired("elsewhere") with { Source = SloAlertSource.Alertmanager });
        _alerts.End("over");
        Replace(receiver, "Webhook");
        await HeardAsync(receiver, 1);
        _alerts.Burn("later", bad: 100);
        await HeardAsync(receiver, 2);

        Assert.Equal(["checkout", "later"], receiver.Requests.Select(request => request.Body.Contains("later", StringComparison.Ordinal) ? "later" : "checkout"));
        Assert.Equal(2, receiver.Requests.Count);
    }

    // The registry knows of a change a moment before it is posted. Without the look at what the target was told last it would be told twice.
    [Fact]
    public async Task Target_ThatIsAddedBeforeAChangeIsPosted_HearsOfItOnce()
    {
        await using Receiver receiver = await Receiver.StartAsync(200);
        _alerts.Burn("checkout", bad: 100, isPosted: false);
        Replace(receiver, "Webhook");
        await HeardAsync(receiver, 1);
        _alerts.Post();
        _alerts.Burn("later", bad: 100);
        await HeardAsync(receiver, 2);
        _alerts.End("checkout");
        await HeardAsync(receiver, 3);

        Assert.Equal([false, false, true], receiver.Requests.Select(IsResolved));
        Assert.Contains("later", receiver.Requests[1].Body, StringComparison.Ordinal);
    }

    // A request under way is cut off by the change, and made again with the settings of now: it would else fail for ever by those of before.
    [Fact]
    public async Task Request_UnderWayWhenTheTargetIsChanged_IsMadeAgainByTheNewSettings()
    {
        await using Receiver hanging = await Receiver.StartAsync(
            async (context, _) => await Never.EndAsync(context.RequestAborted));
        await using Receiver right = await Receiver.StartAsync(200);
        Replace(hanging, "Webhook");
        _alerts.Burn("checkout", bad: 100);
        await HeardAsync(hanging, 1);
        Replace(right, "Webhook");

        await HeardAsync(right, 1);
    }

    [Fact]
    public async Task Target_WhoseAddressIsMended_HearsWhatItWasNotTold()
    {
        await using Receiver wrong = await Receiver.StartAsync(404);
        await using Receiver right = await Receiver.StartAsync(200);
        Replace(wrong, "Webhook");
        _alerts.Burn("checkout", bad: 100);
        await HeardAsync(wrong, 1);
        Replace(right, "Webhook");
        await HeardAsync(right, 1);

        Assert.False(IsResolved(right.Requests[0]));
    }

    [Fact]
    public async Task Target_ThatIsRemoved_LosesWhatItWasToBeToldAndThatIsCounted()
    {
        long dropped = 0;
        using MeterListener listener = new()
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == "slo.notifications" && ReferenceEquals(instrument.Meter.Scope, _services.GetRequiredService<IMeterFactory>()))
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, value, tags, _) => dropped += (string)tags[1].Value! == "dropped" ? value : 0);
        listener.Start();
        _targets.Replace(Targets.Options(new WebhookNotificationTarget { Url = new Uri(Dependency.Nowhere(), "/hook"), FirstBackOff = TimeSpan.FromMinutes(1) }));
        _targets.Post(Transitions.Fired());
        _targets.Post(Transitions.Fired("login"));
        _targets.Replace(new SloNotificationOptions());

        await Eventually.TrueAsync(
            () =>
            {
                dropped = 0;
                listener.RecordObservableInstruments();
                return dropped == 2;
            },
            "both counted");
    }

    private static bool IsResolved(ReceivedRequest request) => request.Body.Contains("resolved", StringComparison.OrdinalIgnoreCase);

    private static Task HeardAsync(Receiver receiver, int count) => Eventually.TrueAsync(() => receiver.Requests.Count >= count, $"{count} requests");

    private void Replace(Receiver receiver, string type, Action<SloHttpNotificationTarget>? configure = null) => _targets.Replace(Targets.Options(Targets.Of(
        type,
        configure: target =>
        {
            target.Url = receiver.Address;
            configure?.Invoke(target);
        })));
}
