namespace Slo.Hosting.Fleet;

/// <summary>Aligns the slices of a fleet to multiples of their width, UTC.</summary>
internal static class FleetGrid
{
    internal static DateTimeOffset Floor(DateTimeOffset instant, TimeSpan width) =>
        new(instant.UtcTicks / width.Ticks * width.Ticks, TimeSpan.Zero);

    internal static DateTimeOffset Round(DateTimeOffset instant, TimeSpan width) => Floor(instant + (width / 2), width);
}
