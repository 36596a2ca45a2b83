using System.Globalization;
using System.Text;
using Slo.Cli.Infrastructure;

namespace Slo.Cli.Anomalies;

/// <summary>
/// Reads a series, CSV that begins with the columns <c>timestamp,value</c>, and scores it row by row with a detector of its own.
/// </summary>
/// <param name="path">For messages.</param>
internal sealed class SeriesReader(string path)
{
    internal const string Header = "timestamp,value";

    private const int MaximumFaults = 20;

    // Beyond it a time is more likely given in milliseconds: 1 January 3000.
    private const double LatestSeconds = 32_503_680_000;

    private readonly SloAnomalyDetector _detector = new();
    private readonly List<SeriesRow> _rows = [];
    private readonly List<string> _faults = [];
    private long _line;

    /// <exception cref="ToolException">The file is not there (usage), or has faults (failed): the first twenty, each with its
    /// line.</exception>
    internal static ScoredSeries Read(string path, CancellationToken cancel) => InputFile.Read(path, stream =>
    {
        using StreamReader text = new(stream, new UTF8Encoding(false));
        return new SeriesReader(path).Read(text, cancel);
    });

    private ScoredSeries Read(TextReader text, CancellationToken cancel)
    {
        ReadHeader(text.ReadLine());
        while (_faults.Count < MaximumFaults && text.ReadLine() is { } line)
        {
            cancel.ThrowIfCancellationRequested();
            _line++;
            if (line.AsSpan().Trim().Length > 0)
            {
                ReadRow(line);
            }
        }

        return _faults.Count == 0 ? new(path, _rows) : throw new ToolException(ExitCode.Failed, _faults);
    }

    private void ReadHeader(string? line)
    {
        _line = 1;
        string[] cells = [.. (line ?? "").Split(',').Take(2).Select(cell => cell.Trim())];
        if (!string.Join(',', cells).Equals(Header, StringComparison.OrdinalIgnoreCase))
        {
            throw new ToolException(
                ExitCode.Failed, $"{path}(1): '{Shown(line ?? "")}': the first line must be a header that begins with {Header}");
        }
    }

    private void ReadRow(string line)
    {
        string[] cells = line.Split(',', 3);
        if (cells.Length < 2)
        {
            Fault($"'{Shown(line)}': must have the cells {Header}");
            return;
        }

        (var timestamp, var text) = (cells[0].Trim(), cells[1].Trim());
        if (!TryTime(timestamp, out DateTimeOffset time))
        {
            Fault($"timestamp '{Shown(timestamp)}': must be a date and time, as 2026-01-31 13:05:00 (UTC unless it has an offset), "
                + "or Unix seconds up to the year 3000");
        }
        else if (text.Length == 0)
        {
            _rows.Add(new(timestamp, text, time, null));
        }
        else if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value))
        {
            _rows.Add(new(timestamp, text, time, _detector.Add(time, value)));
        }
        else
        {
            Fault($"value '{Shown(text)}': must be a finite number with a decimal point, or empty where there was no sample");
        }
    }

    private static bool TryTime(string text, out DateTimeOffset time)
    {
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds))
        {
            time = seconds <= LatestSeconds ? DateTimeOffset.UnixEpoch.AddSeconds(seconds) : default;
            return seconds <= LatestSeconds;
        }

        return DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);
    }

    private void Fault(string what) => _faults.Add(FormattableString.Invariant($"{path}({_line}): ") + what);

    private static string Shown(string text) => SloText.OneLine(text, 41);
}
