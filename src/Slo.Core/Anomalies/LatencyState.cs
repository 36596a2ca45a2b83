namespace Slo.Anomalies;

/// <summary>What is known of the latency of an objective: it passes from one process to the next.</summary>
/// <param name="name">Of the objective.</param>
/// <param name="threshold">Its latency threshold.</param>
internal sealed class LatencyState(string name, TimeSpan threshold)
{
    /// <summary>How many observations are kept.</summary>
    internal const int MostObservations = 10;

    // Of the form of what is kept.
    private const byte Version = 1;

    private readonly LatencyDetector _detector = new();
    private SignalWatch? _watch;
    private TimeSpan _threshold = threshold;

    /// <summary>The latest, the newest first.</summary>
    internal IReadOnlyList<SloObservation> Observations { get; private set; } = [];

    /// <summary>Of the last slice; null: unknown.</summary>
    internal double? Score => Watch.Score;

    private SignalWatch Watch => _watch ??= new(name, SloAnomalySignal.Latency, _detector);

    /// <summary>Reads what <see cref="ToBytes"/> wrote; null if it is of another version, of another threshold, or damaged.</summary>
    /// <param name="name">Of the objective.</param>
    /// <param name="threshold">Its latency threshold; null: whichever it was.</param>
    /// <param name="bytes">Null: nothing was kept.</param>
    internal static LatencyState? Read(string name, TimeSpan? threshold, byte[]? bytes)
    {
        if (bytes is not [Version, ..])
        {
            return null;
        }

        LatencyState state = new(name, threshold ?? default);
        KeptNumbers numbers = new(bytes.AsMemory(1));
        state.Keep(numbers);
        return numbers.IsWhole && (threshold ?? state._threshold) == state._threshold ? state : null;
    }

    internal byte[] ToBytes()
    {
        KeptNumbers numbers = new();
        Keep(numbers);
        return [Version, .. numbers.ToArray()];
    }

    /// <summary>Takes up a slice.</summary>
    /// <param name="from">Where it begins.</param>
    /// <param name="to">Where it ends.</param>
    /// <param name="events">Its events.</param>
    internal void Add(DateTimeOffset from, DateTimeOffset to, in LatencyCounts events)
    {
        SeriesVerdict? verdict = _detector.Add(to.ToUnixTimeSeconds(), events, Watch.IsOpen);
        if (Watch.Take(from, verdict, out SloObservation changed))
        {
            changed = changed with { LongerThan = _threshold / (int)_detector.Mark };
            Observations = [changed, .. Observations.Where(other => other.StartedAt != changed.StartedAt).Take(MostObservations - 1)];
        }
    }

    private void Keep(KeptNumbers numbers)
    {
        _threshold = new(numbers.Pass(_threshold.Ticks, 1, TimeSpan.TicksPerDay));
        _detector.Keep(numbers);
        Watch.Keep(numbers);
        var count = (int)numbers.Pass(Observations.Count, 0, MostObservations);
        Observations = [.. Enumerable.Range(0, count).Select(i => Keep(numbers, i < Observations.Count ? Observations[i] : null))];
    }

    private SloObservation Keep(KeptNumbers numbers, SloObservation? observation)
    {
        var isHalf = numbers.Pass(observation?.LongerThan == _threshold / (int)LatencyMark.Half);
        return KeptObservation.Pass(numbers, name, SloAnomalySignal.Latency, observation) with
        {
            LongerThan = _threshold / (int)(isHalf ? LatencyMark.Half : LatencyMark.Quarter),
        };
    }
}
