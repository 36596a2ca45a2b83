using System.Globalization;
using System.Text;

namespace Slo.Cli.Anomalies;

/// <summary>A series with the scores of its samples.</summary>
/// <param name="Path">The file.</param>
/// <param name="Rows">In the order of the file.</param>
internal sealed record ScoredSeries(string Path, IReadOnlyList<SeriesRow> Rows)
{
    internal const string Header = "timestamp,value,anomaly_score";

    /// <summary>The samples that are anomalies.</summary>
    internal IEnumerable<SeriesRow> Anomalies => Rows.Where(row => row.Answer is { IsAnomalous: true });

    /// <summary>The rows as CSV with their scores: 0 where nothing is known.</summary>
    internal string ToCsv()
    {
        StringBuilder text = new(Header + "\n");
        foreach (SeriesRow row in Rows)
        {
            text.Append(row.Timestamp).Append(',').Append(row.Text).Append(',')
                .Append((row.Answer?.Score ?? 0).ToString("R", CultureInfo.InvariantCulture)).Append('\n');
        }

        return text.ToString();
    }
}
