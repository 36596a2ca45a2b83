using Slo.Shared.History;

namespace Slo.Cli.Replay;

/// <summary>A history: rows in order of time. It begins and ends with events, and not with a gap.</summary>
internal sealed class Trace
{
    private static readonly TimeSpan LongSilence = TimeSpan.FromHours(1);

    private readonly bool _namesGaps;

    /// <param name="all">Not only gaps.</param>
    internal Trace(IReadOnlyList<TraceRow> all)
    {
        Rows = [.. all.SkipWhile(row => row.IsGap).Reverse().SkipWhile(row => row.IsGap).Reverse()];
        _namesGaps = all.Any(row => row.IsGap);
        Events = new(Rows.Sum(row => row.Good), Rows.Sum(row => row.Bad));
    }

    internal IReadOnlyList<TraceRow> Rows { get; }

    internal DateTimeOffset From => DateTimeOffset.FromUnixTimeSeconds(Rows[0].Time);

    internal DateTimeOffset To => DateTimeOffset.FromUnixTimeSeconds(Rows[^1].Time);

    internal SloEventCounts Events { get; }

    /// <summary>How many rows have counts.</summary>
    internal int Count => Rows.Count(row => !row.IsGap);

    /// <summary>
    /// Stretches of more than an hour without a row, and the longest one's row before it; null without any, or if the trace names its gaps.
    /// </summary>
    internal (int Count, TimeSpan Longest, DateTimeOffset After)? Gaps()
    {
        var count = 0;
        (long Length, long After) longest = default;
        for (var i = 1; i < Rows.Count; i++)
        {
            var length = Rows[i].Time - Rows[i - 1].Time;
            count += length > LongSilence.TotalSeconds ? 1 : 0;
            longest = length > longest.Length ? (length, Rows[i - 1].Time) : longest;
        }

        return count == 0 || _namesGaps
            ? null
            : (count, TimeSpan.FromSeconds(longest.Length), DateTimeOffset.FromUnixTimeSeconds(longest.After));
    }
}
