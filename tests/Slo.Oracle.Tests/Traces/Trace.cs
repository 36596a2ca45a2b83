using System.Globalization;
using System.Text.Json;

namespace Slo.Tests.Traces;

/// <summary>A recorded history: rows of good and bad events, and the exact sums over any stretch of it.</summary>
/// <remarks>A row (t, good, bad) is what happened in [t, t + step); at an instant T a window W covers the rows with T - W &lt;= t &lt; T.</remarks>
internal sealed class Trace
{
    internal const int Minute = 60;
    private const int Tail = 6 * 3600;

    private readonly SloEventCounts[] _until;

    private Trace(string name, int step, string[] targets, TraceRow[] rows)
    {
        Name = name;
        Step = step;
        Targets = targets;
        Rows = rows;
        Start = rows[0].Time / Minute * Minute;
        End = (rows[^1].Time + step + Minute - 1) / Minute * Minute;

        _until = new SloEventCounts[((End - Start) / step) + 1];
        foreach (TraceRow row in rows)
        {
            _until[((row.Time - Start) / step) + 1] = new(row.Good, row.Bad);
        }

        for (var i = 1; i < _until.Length; i++)
        {
            _until[i] = new(_until[i - 1].Good + _until[i].Good, _until[i - 1].Bad + _until[i].Bad);
        }
    }

    internal string Name { get; }

    /// <summary>The width of a row in seconds.</summary>
    internal int Step { get; }

    internal string[] Targets { get; }

    internal TraceRow[] Rows { get; }

    /// <summary>The minute of the first row, in seconds since 1970.</summary>
    internal long Start { get; }

    /// <summary>The minute at which the last row has ended.</summary>
    internal long End { get; }

    /// <summary>The last minute to be evaluated.</summary>
    internal long LastMinute => End + Tail;

    internal int Minutes => (int)((LastMinute - Start) / Minute);

    internal static Trace Read(string csv)
    {
        using var meta = JsonDocument.Parse(File.ReadAllText(Path.ChangeExtension(csv, ".meta.json")));
        TraceRow[] rows = [.. File.ReadLines(csv).Skip(1).Select(ReadRow)];
        return new Trace(
            meta.RootElement.GetProperty("name").GetString()!,
            meta.RootElement.GetProperty("step_seconds").GetInt32(),
            [.. meta.RootElement.GetProperty("targets").EnumerateArray().Select(target => target.GetString()!)],
            rows);
    }

    /// <summary>The events of [at - window - shift, at), in seconds.</summary>
    internal SloEventCounts Window(long at, long window, long shift = 0) => Until(at) - Until(Math.Min(at, at - window - shift));

    /// <summary>Whether these are the counts of the window, its start moved by whole rows no further than <paramref name="slack"/> seconds.</summary>
    internal bool IsWindow(SloEventCounts counts, long at, long window, long slack)
    {
        // Most likely the start of the slice, as windows of a thousand slices and more have it.
        if (counts == Window(at, window, Math.Max(0, (at - window) % Math.Max(1, slack))))
        {
            return true;
        }

        for (long shift = 0; shift <= slack; shift += Step)
        {
            if (counts == Window(at, window, shift) || counts == Window(at, window, -shift))
            {
                return true;
            }
        }

        return false;
    }

    private static TraceRow ReadRow(string line)
    {
        var parts = line.Split(',');
        var good = long.Parse(parts[1], CultureInfo.InvariantCulture);
        return new(long.Parse(parts[0], CultureInfo.InvariantCulture), good, long.Parse(parts[2], CultureInfo.InvariantCulture) - good);
    }

    private SloEventCounts Until(long time) => _until[Math.Clamp((time - Start) / Step, 0, _until.Length - 1)];
}
