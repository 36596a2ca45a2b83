namespace Slo;

/// <summary>Where in the database a fleet has its tables.</summary>
public sealed class SloPostgresOptions
{
    /// <summary>
    /// The schema, created if it does not exist. Default <c>slo</c>; letters, digits and underscores, at most 40. Services that share a
    /// database each need one.
    /// </summary>
    public string Schema { get; set; } = "slo";

    /// <summary>
    /// How long slices stay as fine as they were published; then they become minutes, and hours after a week. Default 2 h; from 30 min to
    /// 3 d.
    /// </summary>
    public TimeSpan FineRetention { get; set; } = TimeSpan.FromHours(2);
}
