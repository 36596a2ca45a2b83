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

    public TargetChangeTests() => _targets = new NotificationTargets(
        TimeProvider.System, new AlertInstruments(_services.GetRequiredService<IMeterFactory>()), new SloBackgroundLoggerFactory(NullLoggerFactory.Instance, TimeProvider.System));

    public async ValueTask DisposeAsync()
    {
        await _targets.StopAsync(new CancellationToken(canceled: true));
        await _services.DisposeAsync();
    }

    [Theory]
    [InlineData(SloNotificationType.Webhook)]
    [InlineData(SloNotificationType.Alertmanager)]
    public async Task Target_ThatWantsToHearOfItNoMore_HearsThatItIsOver(SloNotificationType type)
    {
        await using Receiver receiver = await Receiver.StartAsync(200);
        Replace(receiver, type);
        _targets.Post(Transitions.Fired(severity: AlertSeverity.Ticket));
        await HeardAsync(receiver, 1);
        Replace(receiver, type, target => target.MinimumSeverity = AlertSeverity.Page);

        // Delivery is at least once: a request whose answer was not read when the target changed is made again.
        await Eventually.TrueAsync(() => IsResolved(receiver.Requests[^1]), "told that it is over");
        Replace(receiver, type, target => target.Match["team"] = "none");
        _targets.Post(Transitions.Of("checkout", AlertSeverity.Ticket, AlertSeverity.Page));
        Replace(receiver, type);
        await Eventually.TrueAsync(() => !IsResolved(receiver.Requests[^1]), "told that it fires again");
        Assert.Contains("page", receiver.Requests[^1].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Target_ThatIsAdded_HearsWhatFiresAndNothingElse()
    {
        await using Receiver receiver = await Receiver.StartAsync(200);
        _targets.Post(Transitions.Fired("over"));
        _targets.Post(Transitions.Fired());
        _targets.Post(Transitions.Fired("elsewhere") with { Source = SloAlertSource.Alertmanager });
        _targets.Post(Transitions.Resolved("over"));
        Replace(receiver, SloNotificationType.Webhook);
        await HeardAsync(receiver, 1);
        _targets.Post(Transitions.Fired("later"));
        await HeardAsync(receiver, 2);

        Assert.Equal(["checkout", "later"], receiver.Requests.Select(request => request.Body.Contains("later", StringComparison.Ordinal) ? "later" : "checkout"));
        Assert.Equal(2, receiver.Requests.Count);
    }

    [Fact]
    public async Task Target_WhoseAddressIsMended_HearsWhatItWasNotTold()
    {
        await using Receiver wrong = await Receiver.StartAsync(404);
        await using Receiver right = await Receiver.StartAsync(200);
        Replace(wrong, SloNotificationType.Webhook);
        _targets.Post(Transitions.Fired());
        await HeardAsync(wrong, 1);
        Replace(right, SloNotificationType.Webhook);
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
        SloNotificationOptions options = new();
        options.AddTarget("ops", SloNotificationType.Webhook, target => (target.Url, target.FirstBackOff) = (new Uri(Dependency.Nowhere(), "/hook"), TimeSpan.FromMinutes(1)));
        _targets.Replace(options);
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

    private void Replace(Receiver receiver, SloNotificationType type, Action<SloNotificationTarget>? configure = null)
    {
        SloNotificationOptions options = new();
        options.AddTarget("ops", type, target =>
        {
            target.Url = receiver.Address;
            configure?.Invoke(target);
        });
        _targets.Replace(options);
    }
}
