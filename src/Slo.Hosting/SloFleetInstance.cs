namespace Slo;

/// <summary>One process of a fleet.</summary>
/// <param name="Name">The name of the instance.</param>
/// <param name="Incarnation">Of the process.</param>
/// <param name="StartedAt">When it reported first, UTC, by the clock of the store.</param>
/// <param name="SeenAt">When it reported last.</param>
/// <param name="PublishedUntil">Up to when its counts are known.</param>
/// <param name="Events">How many events it published within the last minutes: its share of the traffic.</param>
public sealed record SloFleetInstance(
    string Name, Guid Incarnation, DateTimeOffset StartedAt, DateTimeOffset SeenAt, DateTimeOffset PublishedUntil, long Events);
