using System.Collections.Concurrent;

namespace Slo.Hosting.Tests.Notifications;

/// <summary>What channels of the app do in a test, and what they were given: a service of the host.</summary>
internal sealed class ChannelProbe
{
    private readonly ConcurrentQueue<(string Target, string Room, SloNotification Notification)> _sent = new();

    internal IReadOnlyList<(string Target, string Room, SloNotification Notification)> Sent => [.. _sent];

    /// <summary>Rooms of the instances that were disposed of.</summary>
    internal ConcurrentQueue<string> Disposed { get; } = new();

    /// <summary>What happens to a message; by default it is delivered.</summary>
    internal Func<string, CancellationToken, Task<SloNotificationResult>> Send { get; set; } = (_, _) => Task.FromResult(SloNotificationResult.Delivered);

    /// <summary>The member of each <see cref="TrapTarget"/> that throws.</summary>
    internal string Trap { get; set; } = "";

    internal Task<SloNotificationResult> SendAsync(
        SloNotificationTarget target, string room, SloNotificationBatch batch, CancellationToken cancellationToken)
    {
        foreach (SloNotification notification in batch.Notifications)
        {
            _sent.Enqueue((target.Name, room, notification));
        }

        return Send(target.Name, cancellationToken);
    }
}
