namespace Slo.Soak.Measuring;

/// <summary>
/// Whether the process keeps its size. Of the figures after full collections the lowest of the last quarter is compared with the lowest
/// of the
/// quarter before: what is only under way at the moment does not count, and the first half is for warming up.
/// </summary>
/// <param name="samples">All of them.</param>
/// <param name="duration">How long the load went on.</param>
internal sealed class Growth(IReadOnlyList<Sample> samples, TimeSpan duration)
{
    private const double MiB = 1024 * 1024;

    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(20);

    private readonly Sample[] _third = Quarter(samples, duration, 2);
    private readonly Sample[] _last = Quarter(samples, duration, 3);

    /// <summary>A shorter run is all warming up.</summary>
    internal bool IsJudged => duration >= Shortest;

    internal bool IsBounded => !IsJudged || Figures.All(figure => figure.Value <= (figure.Limit ?? double.MaxValue));

    internal IReadOnlyList<(string What, double Value, double? Limit)> Figures => _third.Length == 0 || _last.Length == 0 ? [] :
    [
        // The history of the objectives fills as time passes, up to the bounds of docs/operations.md.
        ("heap beyond the objectives' history rises by MiB an hour", PerHour(sample => (sample.Heap - sample.History) / MiB), 1),
        ("heap rises by MiB an hour", PerHour(sample => sample.Heap / MiB), null),
        ("resident memory rises by MiB an hour", PerHour(sample => sample.Resident.Total / MiB), null),
        ("compiled methods rise by, an hour", PerHour(sample => sample.Methods), null),
        ("handles rise by, an hour", PerHour(sample => sample.Handles), 10),
        ("threads rise by, an hour", PerHour(sample => sample.Threads), 10),
        ("timers rise by, an hour", PerHour(sample => sample.Timers), 10),

        // Slots of dead threads are handed on only when that many were given out.
        ("thread slots in the end", samples[^1].Slots, Math.Max(32, 2 * samples.Max(sample => sample.Threads))),
    ];

    private static Sample[] Quarter(IReadOnlyList<Sample> samples, TimeSpan duration, int number) =>
        [.. samples.Where(sample => sample.IsCollected && Math.Min(3, (int)(4 * sample.Seconds / duration.TotalSeconds)) == number)];

    private double PerHour(Func<Sample, double> figure) => (_last.Min(figure) - _third.Min(figure)) / (duration / 4).TotalHours;
}
