using System.Globalization;
using Xunit;

namespace Slo.Tests.Docs;

/// <summary>One row of a table of a page; cells by the name of their column.</summary>
internal sealed class DocRow(string[] columns, string line)
{
    private readonly string[] _cells = Split(line);

    internal string this[string column] => _cells[Array.IndexOf(columns, column) is >= 0 and var index
        ? index
        : throw new KeyNotFoundException($"no column '{column}' in: {string.Join(", ", columns)}")];

    internal static string[] Split(string line) => [.. line.Trim().Trim('|').Split('|').Select(cell => cell.Trim())];

    public override string ToString() => line;

    internal long Count(string column) => long.Parse(this[column], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    internal decimal Number(string column) => decimal.Parse(this[column], NumberStyles.Float, CultureInfo.InvariantCulture);

    internal TimeSpan Duration(string column) =>
        SloDuration.TryParse(this[column], out TimeSpan duration) ? duration : throw new FormatException($"not a duration: {this[column]}");

    internal T Word<T>(string column) where T : struct, Enum => Enum.Parse<T>(this[column]);

    internal bool Answer(string column) => this[column] switch
    {
        "yes" => true,
        "no" => false,
        var other => throw new FormatException($"neither yes nor no: {other}"),
    };

    /// <summary>The codes of a cell: what it has between back-ticks.</summary>
    internal string[] Codes(string column) => [.. this[column].Split('`').Where((_, i) => i % 2 == 1)];

    /// <summary>The cell says this number: exactly, or rounded to its own decimals if it has four and more; "none" is null.</summary>
    internal void Shows(string column, double? actual)
    {
        var cell = this[column];
        if (actual is null || cell == "none")
        {
            Assert.True(actual is null && cell == "none", $"{column}: page {cell}, code {actual?.ToString(CultureInfo.InvariantCulture) ?? "null"} in {line}");
            return;
        }

        var decimals = cell.IndexOf('.', StringComparison.Ordinal) is >= 0 and var point ? cell.Length - point - 1 : 0;
        var tolerance = decimals >= 4 ? 0.5 * Math.Pow(10, -decimals) : 0;
        var difference = Math.Abs((double)Number(column) - actual.Value);
        Assert.True(
            difference <= tolerance + (1e-12 * Math.Abs(actual.Value)),
            $"{column}: page {cell}, code {actual.Value.ToString("R", CultureInfo.InvariantCulture)} in {line}");
    }

    /// <summary>The cell says this duration, to the millisecond; "none" is null.</summary>
    internal void Shows(string column, TimeSpan? actual) =>
        Assert.Equal(this[column], actual is { } time ? SloDuration.Format(TimeSpan.FromMilliseconds(Math.Round(time.TotalMilliseconds))) : "none");
}
