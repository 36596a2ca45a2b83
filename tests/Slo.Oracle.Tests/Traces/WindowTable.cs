using System.Globalization;
using System.IO.Compression;

namespace Slo.Tests.Traces;

/// <summary>The exact counts of every window of <see cref="OracleWindow"/> at every minute of a trace.</summary>
internal sealed class WindowTable
{
    private readonly SloEventCounts[] _counts;

    private WindowTable(long firstMinute, SloEventCounts[] counts)
    {
        FirstMinute = firstMinute;
        _counts = counts;
    }

    internal long FirstMinute { get; }

    internal int Minutes => _counts.Length / OracleWindow.All.Length;

    internal SloEventCounts this[int minute, int window] => _counts[(minute * OracleWindow.All.Length) + window];

    internal bool HasSameCounts(WindowTable other) => _counts.AsSpan().SequenceEqual(other._counts);

    /// <summary>As the oracle published it: <c>t,bad_1m,total_1m,...</c>.</summary>
    internal static WindowTable Read(string path)
    {
        using StreamReader reader = new(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        var heads = reader.ReadLine();
        var expected = "t," + string.Join(',', "1m 5m 12m 30m 1h 2h 6h 1d 3d 7d 30d".Split(' ').Select(window => $"bad_{window},total_{window}"));
        if (heads != expected)
        {
            throw new InvalidDataException($"{path}: columns {heads}");
        }

        List<SloEventCounts> counts = [];
        long first = 0;
        while (reader.ReadLine() is { } line)
        {
            ReadOnlySpan<char> rest = line;
            var time = Next(ref rest);
            first = counts.Count == 0 ? time : first;
            if (time != first + (counts.Count / OracleWindow.All.Length * (long)Trace.Minute))
            {
                throw new InvalidDataException($"{path}: no row may be missing before {time}");
            }

            for (var i = 0; i < OracleWindow.All.Length; i++)
            {
                var bad = Next(ref rest);
                counts.Add(new SloEventCounts(Next(ref rest) - bad, bad));
            }
        }

        return new WindowTable(first, [.. counts]);
    }

    /// <summary>Worked out from the rows.</summary>
    internal static WindowTable From(Trace trace)
    {
        var counts = new SloEventCounts[trace.Minutes * OracleWindow.All.Length];
        for (var i = 0; i < counts.Length; i++)
        {
            var minute = trace.Start + (((i / OracleWindow.All.Length) + 1) * (long)Trace.Minute);
            counts[i] = trace.Window(minute, (long)OracleWindow.All[i % OracleWindow.All.Length].TotalSeconds);
        }

        return new WindowTable(trace.Start + Trace.Minute, counts);
    }

    private static long Next(ref ReadOnlySpan<char> rest)
    {
        var end = rest.IndexOf(',');
        var cell = end < 0 ? rest : rest[..end];
        rest = end < 0 ? [] : rest[(end + 1)..];
        return long.Parse(cell, NumberStyles.None, CultureInfo.InvariantCulture);
    }
}
