using Slo.Hosting.Notifications;

namespace Slo;

/// <summary>What a target is to be told in one message or request. Immutable.</summary>
public sealed class SloNotificationBatch
{
    /// <summary>Creates one. A host does it; tests of targets may.</summary>
    /// <param name="notifications">At least one; their texts are cleaned.</param>
    /// <param name="instance">What tells this process from other replicas; may be empty.</param>
    /// <param name="createdAt">Now, UTC.</param>
    /// <exception cref="ArgumentException">There is no notification.</exception>
    public SloNotificationBatch(IReadOnlyList<SloNotification> notifications, string instance, DateTimeOffset createdAt)
    {
        ArgumentNullException.ThrowIfNull(notifications);
        ArgumentOutOfRangeException.ThrowIfZero(notifications.Count, nameof(notifications));
        Notifications = [.. notifications.Select(notification => notification.With(CleanTexts.Of(notification.Transition)))];
        Instance = SloText.OneLine(instance);
        CreatedAt = createdAt;
    }

    /// <summary>One, or up to as many as the target takes at once.</summary>
    public IReadOnlyList<SloNotification> Notifications { get; }

    /// <summary>What tells this process from other replicas: <see cref="SloNotificationOptions.Instance"/>.</summary>
    public string Instance { get; }

    /// <summary>When it was made up, UTC.</summary>
    public DateTimeOffset CreatedAt { get; }
}
