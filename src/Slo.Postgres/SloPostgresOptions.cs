namespace Slo;

/// <summary>The options of the tables of a fleet.</summary>
public sealed class SloPostgresOptions
{
    /// <summary>
    /// The schema, created if it does not exist. Default <c>slo</c>; at most 40 letters, digits and underscores, beginning with a letter.
    /// Services that share a database need a schema each.
    /// </summary>
    public string Schema { get; set; } = "slo";

    /// <summary>
    /// The schema of the table in which services publish what they call, created if it does not exist. Services that have the same one join
    /// their maps of dependencies (<see cref="SloFleet.TryReadMapAsync"/>). Null, the default: that of <see cref="Schema"/>, so the map has
    /// this service alone. The limits of <see cref="Schema"/> apply.
    /// </summary>
    public string? MapSchema { get; set; }

    /// <summary>
    /// How long slices keep the width at which they were published. After that they are merged into minutes, and after a week into hours.
    /// Default 2 h; from 30 min to 3 d.
    /// </summary>
    public TimeSpan FineRetention { get; set; } = TimeSpan.FromHours(2);
}
