using Slo.Hosting.Notifications;

namespace Slo;

/// <summary>The notifications that a target sends in one message or request. Immutable.</summary>
public sealed class SloNotificationBatch
{
    /// <summary>Creates a batch, for tests of targets. At run time the host does this.</summary>
    /// <param name="notifications">At least one notification. Control characters are removed from their texts.</param>
    /// <param name="instance">Identifies this process among replicas; may be empty.</param>
    /// <param name="createdAt">The current time, UTC.</param>
    /// <exception cref="ArgumentException">There is no notification.</exception>
    public SloNotificationBatch(IReadOnlyList<SloNotification> notifications, string instance, DateTimeOffset createdAt)
    {
        ArgumentNullException.ThrowIfNull(notifications);
        ArgumentOutOfRangeException.ThrowIfZero(notifications.Count, nameof(notifications));
        Notifications = [.. notifications.Select(notification => notification.With(CleanTexts.Of(notification.Transition)))];
        Instance = SloText.OneLine(instance);
        CreatedAt = createdAt;
    }

    /// <summary>From one to <see cref="SloNotificationTarget.BatchSize"/> notifications.</summary>
    public IReadOnlyList<SloNotification> Notifications { get; }

    /// <summary>Identifies this process among replicas: <see cref="SloNotificationOptions.Instance"/>.</summary>
    public string Instance { get; }

    /// <summary>When it was created, UTC.</summary>
    public DateTimeOffset CreatedAt { get; }
}
