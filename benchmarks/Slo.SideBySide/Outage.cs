namespace Slo.SideBySide;

/// <summary>Steady traffic with one total outage, as a function of time: app and back-filled history follow the same one.</summary>
/// <param name="Begin">When the traffic began.</param>
/// <param name="Start">When everything fails.</param>
/// <param name="End">When everything works again.</param>
internal sealed record Outage(DateTimeOffset Begin, DateTimeOffset Start, DateTimeOffset End)
{
    private const double PerSecond = 100;

    internal (long Good, long Bad) CountsAt(DateTimeOffset instant)
    {
        var all = Events(instant);
        var bad = Events(instant < End ? instant : End) - Events(Start);
        return instant <= Start ? (all, 0) : (all - bad, bad);
    }

    private long Events(DateTimeOffset until) => (long)Math.Floor((until - Begin).TotalSeconds * PerSecond);
}
