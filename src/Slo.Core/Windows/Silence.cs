namespace Slo.Windows;

/// <summary>Since when nothing was counted. One writer, any number of readers.</summary>
/// <param name="start">The cumulative counts, and since when they are these.</param>
internal sealed class Silence(in Reading start)
{
    private long _since = start.Position;
    private long _counted = start.Counts.Total;

    /// <summary>The position at which the last event was seen by the writer.</summary>
    internal long Last => _since;

    /// <summary>
    /// The position at which the last event was seen, as a reading sees it; before the first one, where observation began.
    /// </summary>
    internal long Since(in Reading now) => now.Counts.Total == Volatile.Read(ref _counted) ? Volatile.Read(ref _since) : now.Position;

    internal void Advance(in Reading now)
    {
        if (now.Counts.Total != _counted)
        {
            Volatile.Write(ref _since, now.Position);
            Volatile.Write(ref _counted, now.Counts.Total);
        }
    }

    /// <summary>Unobserved time was not silent.</summary>
    internal void Skip(long gap) => Volatile.Write(ref _since, _since + gap);
}
