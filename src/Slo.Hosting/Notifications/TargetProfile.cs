using Slo.Hosting.Delivery;

namespace Slo.Hosting.Notifications;

/// <summary>
/// The properties of a target, read once when it is accepted. Members of a target are code of the app, which may throw or return different
/// values, so they are not read later from a loop or under a lock.
/// </summary>
internal sealed record TargetProfile
{
    internal required SloNotificationTarget Target { get; init; }

    internal required string Name { get; init; }

    internal required AlertSeverity MinimumSeverity { get; init; }

    internal required IReadOnlyDictionary<string, string> Match { get; init; }

    internal required bool ResolveOnStop { get; init; }

    internal required TimeSpan Timeout { get; init; }

    internal required TimeSpan FirstBackOff { get; init; }

    internal required OutboxPolicy Policy { get; init; }

    internal required int BatchSize { get; init; }

    internal required bool IsAlertPerSeverity { get; init; }

    internal required string Receiver { get; init; }

    /// <summary>Keys and values of the settings, to be compared.</summary>
    internal required IReadOnlyList<(string Key, object? Value)> Settings { get; init; }

    internal bool IsSameAs(TargetProfile other) =>
        Target.GetType() == other.Target.GetType() && Name == other.Name && FirstBackOff == other.FirstBackOff
        && Settings.SequenceEqual(other.Settings);
}
