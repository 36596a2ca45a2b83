namespace Slo.Cli.Replay;

/// <summary>A history: rows in order of time, none of them empty of meaning.</summary>
internal sealed class Trace(IReadOnlyList<TraceRow> rows)
{
    private static readonly TimeSpan LongSilence = TimeSpan.FromHours(1);

    internal IReadOnlyList<TraceRow> Rows => rows;

    internal DateTimeOffset From => DateTimeOffset.FromUnixTimeSeconds(rows[0].Time);

    internal DateTimeOffset To => DateTimeOffset.FromUnixTimeSeconds(rows[^1].Time);

    internal SloEventCounts Events { get; } = new(rows.Sum(row => row.Good), rows.Sum(row => row.Bad));

    /// <summary>Stretches of more than an hour without a row, and the longest one's row before it; null without any.</summary>
    internal (int Count, TimeSpan Longest, DateTimeOffset After)? Gaps()
    {
        var count = 0;
        (long Length, long After) longest = default;
        for (var i = 1; i < rows.Count; i++)
        {
            var length = rows[i].Time - rows[i - 1].Time;
            count += length > LongSilence.TotalSeconds ? 1 : 0;
            longest = length > longest.Length ? (length, rows[i - 1].Time) : longest;
        }

        return count == 0 ? null : (count, TimeSpan.FromSeconds(longest.Length), DateTimeOffset.FromUnixTimeSeconds(longest.After));
    }
}
