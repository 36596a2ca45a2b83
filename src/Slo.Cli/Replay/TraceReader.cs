using System.Globalization;
using System.Text;
using Slo.Cli.Infrastructure;
using Slo.Shared.Replay;

namespace Slo.Cli.Replay;

/// <summary>
/// Reads a trace, <c>timestamp,good,total</c>: every row is either taken as it stands or named as a fault with its line, up to a
/// number of faults. Nothing is rounded, sorted, merged or passed over, but for lines that are empty. A row whose counts are both empty
/// begins a gap.
/// </summary>
/// <param name="path">For messages.</param>
/// <param name="now">Seconds since 1970, if later times are faults.</param>
internal sealed class TraceReader(string path, long? now = null)
{
    internal const string Header = "timestamp,good,total";

    private const int MaximumFaults = 20;

    // Beyond it a time is more likely given in milliseconds: 1 January 3000.
    private const long LatestTime = 32_503_680_000;

    // What the recorder holds of one kind of event.
    private const long MostEvents = (1L << 62) - 1;

    private readonly List<TraceRow> _rows = [];
    private readonly List<string> _faults = [];
    private long _line;
    private long _good;
    private long _bad;
    private long _lineBefore;

    /// <exception cref="ToolException">The file is not there (usage), or has faults (failed): the first twenty, each with its
    /// line.</exception>
    internal static IReadOnlyList<TraceRow> Read(string path, long? now = null) => InputFile.Read(path, stream =>
    {
        using StreamReader text = new(stream, new UTF8Encoding(false));
        return new TraceReader(path, now).Read(text);
    });

    internal IReadOnlyList<TraceRow> Read(TextReader text)
    {
        ReadHeader(text.ReadLine());
        while (_faults.Count <= MaximumFaults && text.ReadLine() is { } line)
        {
            _line++;
            if (line.AsSpan().Trim().Length > 0)
            {
                ReadRow(line);
            }
        }

        if (_faults.Count == 0 && _rows.TrueForAll(row => row.IsGap))
        {
            _faults.Add($"{path}: has no rows below its header");
        }

        if (_faults.Count > MaximumFaults)
        {
            _faults[MaximumFaults] = $"{path}: and more faults below";
        }

        return _faults.Count == 0 ? _rows : throw new ToolException(ExitCode.Failed, _faults);
    }

    private void ReadHeader(string? line)
    {
        _line = 1;
        if (line is null)
        {
            throw new ToolException(ExitCode.Failed, $"{path}: is empty; the first line must be {Header}");
        }

        if (!string.Join(',', line.Split(',').Select(cell => cell.Trim())).Equals(Header, StringComparison.OrdinalIgnoreCase))
        {
            throw new ToolException(ExitCode.Failed, $"{path}({_line}): '{Shown(line)}': the first line must be the header {Header}");
        }
    }

    private void ReadRow(string line)
    {
        string[] cells = line.Split(',', 5);
        if (cells.Length != 3)
        {
            Fault($"'{Shown(line)}': must have the three cells {Header}");
            return;
        }

        var time = Number("timestamp", cells[0], "a whole Unix time in seconds, from 0 to 32503680000 (not milliseconds)", LatestTime);
        if (cells[1].AsSpan().Trim().IsEmpty && cells[2].AsSpan().Trim().IsEmpty)
        {
            if (time is { } start)
            {
                Add(new TraceRow(start, 0, 0, IsGap: true));
            }

            return;
        }

        var good = Number("good", cells[1], "a whole number of events, from 0 to 4611686018427387903", MostEvents);
        var total = Number("total", cells[2], "a whole number of events, from 0 to 4611686018427387903", MostEvents);
        if (time is not null && good is not null && total is not null)
        {
            Add(time.Value, good.Value, total.Value);
        }
    }

    private void Add(long time, long good, long total)
    {
        if (good > total)
        {
            Fault(FormattableString.Invariant($"good {good} exceeds total {total}; total is good and bad events together"));
            return;
        }

        _good += good;
        _bad += total - good;
        if (_good > MostEvents || _bad > MostEvents)
        {
            // One such fault is enough: every later row would be one.
            Fault("the good or the bad events up to here exceed 4611686018427387903, which is all that can be counted");
            (_good, _bad) = (0, 0);
            return;
        }

        Add(new TraceRow(time, good, total - good));
    }

    private void Add(TraceRow row)
    {
        if (_rows.Count > 0 && row.Time <= _rows[^1].Time)
        {
            Fault(row.Time == _rows[^1].Time
                ? FormattableString.Invariant($"timestamp {row.Time} is also that of line {_lineBefore}; add the two rows up")
                : FormattableString.Invariant(
                    $"timestamp {row.Time} is before that of line {_lineBefore} ({_rows[^1].Time}); sort the rows by time"));
            return;
        }

        if (row.Time > now)
        {
            Fault(FormattableString.Invariant($"timestamp {row.Time} is in the future: it is {now} now; leave such rows out"));
            return;
        }

        _lineBefore = _line;
        _rows.Add(row);
    }

    private long? Number(string column, string cell, string rule, long maximum)
    {
        if (long.TryParse(cell.AsSpan().Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value <= maximum)
        {
            return value;
        }

        Fault($"{column} '{Shown(cell.Trim())}': must be {rule}");
        return null;
    }

    private void Fault(string what) => _faults.Add(FormattableString.Invariant($"{path}({_line}): ") + what);

    // A binary file has long lines, and control characters that a terminal would obey.
    private static string Shown(string text) => SloText.OneLine(text, 41);
}
