using Slo.Hosting.Delivery;

namespace Slo.Hosting.Notifications;

/// <summary>
/// What a target says of itself, read once, when it is accepted. Its members are code of the app that may throw or change its mind, and
/// what is read later, from a loop or under a lock, must do neither.
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
