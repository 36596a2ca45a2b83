using System.Globalization;
using System.Text;
using Slo.Shared.History;

namespace Slo.Cli.History;

/// <summary>Writes the text that <see cref="TraceReader"/> reads.</summary>
internal static class TraceWriter
{
    internal static string Text(IReadOnlyList<TraceRow> rows)
    {
        StringBuilder text = new(TraceReader.Header + "\n");
        foreach (TraceRow row in rows)
        {
            _ = row.IsGap
                ? text.Append(CultureInfo.InvariantCulture, $"{row.Time},,\n")
                : text.Append(CultureInfo.InvariantCulture, $"{row.Time},{row.Good},{row.Good + row.Bad}\n");
        }

        return text.ToString();
    }
}
