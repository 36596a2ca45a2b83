namespace Slo;

/// <summary>One process of a fleet.</summary>
/// <param name="Name">The name of the instance.</param>
/// <param name="Incarnation">Of the process.</param>
/// <param name="StartedAt">When it reported first, UTC, by the clock of the store.</param>
/// <param name="SeenAt">When it reported last.</param>
/// <param name="PublishedUntil">Up to when its counts are known; null: nothing yet.</param>
/// <param name="IsReporting">Whether it reported within its last intervals.</param>
public sealed record SloFleetInstance(
    string Name, Guid Incarnation, DateTimeOffset StartedAt, DateTimeOffset SeenAt, DateTimeOffset? PublishedUntil, bool IsReporting);
