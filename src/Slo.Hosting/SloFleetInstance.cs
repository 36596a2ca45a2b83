namespace Slo;

/// <summary>One process of a fleet.</summary>
/// <param name="Name">The name of the instance.</param>
/// <param name="Incarnation">The id of the process.</param>
/// <param name="StartedAt">When it first reported, UTC, by the clock of the store.</param>
/// <param name="SeenAt">When it last reported, UTC.</param>
/// <param name="PublishedUntil">The end of its last published slice, UTC; null: it has published none.</param>
/// <param name="IsReporting">Whether it reported within the last three of its intervals.</param>
public sealed record SloFleetInstance(
    string Name, Guid Incarnation, DateTimeOffset StartedAt, DateTimeOffset SeenAt, DateTimeOffset? PublishedUntil, bool IsReporting);
