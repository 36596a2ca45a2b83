using Slo.Hosting.Delivery;

namespace Slo.Hosting.Notifications;

/// <summary>Sends over one target. A target of before and the one of now are two receivers.</summary>
internal sealed class TargetReceiver(TargetProfile profile, TargetContext context) : IDeliveryReceiver<SloNotification>
{
    public int BatchSize => profile.BatchSize;

    public TimeSpan Timeout => profile.Timeout;

    public TimeSpan FirstBackOff => profile.FirstBackOff;

    internal TargetProfile Profile => profile;

    public async Task<DeliveryResult> DeliverAsync(IReadOnlyList<SloNotification> batch, CancellationToken cancellationToken)
    {
        SloNotificationBatch message = new(
            [.. batch.Select(one => (profile.Policy.RepeatInterval is null ? one : Refresh(one)).With(context.Incident(one.Transition)))],
            context.Instance, context.Time.GetUtcNow());
        SloNotificationResult result = await profile.Target.SendAsync(message, cancellationToken).ConfigureAwait(false);
        return result.IsDelivered ? new(DeliveryVerdict.Delivered)
            : new(result.IsRefused ? DeliveryVerdict.Refused : DeliveryVerdict.Retry, SloText.OneLine(result.Reason), result.RetryAfter);
    }

    // A repeated notification contains the current status, not that of the first notification.
    private SloNotification Refresh(SloNotification notification) =>
        !notification.IsResolved && context.Live(notification.Transition) is { } status
        ? notification.With(notification.Transition with { Status = status })
        : notification;
}
