using System.Text;

namespace Slo.Shared.Reporting;

/// <summary>The review as GitHub-flavoured Markdown. Texts from outside can form no markup, link or mention.</summary>
internal static class MarkdownReport
{
    /// <summary>How every report begins.</summary>
    internal const string Start = "# SLO review: ";

    internal static string Write(ReviewReport report)
    {
        StringBuilder text = new();
        Line(text, $"{Start}{ReportText.Range(report.Range)}");
        Line(text, $"Data as of {ReportText.Instant(report.AsOf)} UTC. Times are in UTC.");
        if (!report.IsComplete)
        {
            Line(text, ReportText.Incomplete);
        }

        Write(text, ReportTables.Overview(report));
        foreach (ObjectiveReport one in report.Objectives)
        {
            Write(text, one);
        }

        return text.ToString().TrimEnd() + "\n";
    }

    private static void Write(StringBuilder text, ObjectiveReport one)
    {
        Line(text, "## " + Escape(ReportText.Name(one.Objective)));
        Line(text, Escape(ReportTables.Facts(one.Objective)));
        foreach ((string label, string value, string remark) in ReportTables.Figures(one))
        {
            text.Append("- ").Append(label).Append(": **").Append(Escape(value)).Append("**")
                .Append(remark.Length > 0 ? $" ({Escape(remark)})" : "").Append('\n');
        }

        text.Append('\n');
        if (ReportTables.Caveat(one) is { } caveat)
        {
            Line(text, Escape(caveat));
        }

        Write(text, ReportTables.Answers(one));
        Line(text, Escape(ReportTables.Proposal(one)));
        foreach (ReportTable table in ReportTables.Details(one))
        {
            Write(text, table);
        }
    }

    private static void Write(StringBuilder text, ReportTable table)
    {
        if (table.Title is { } title)
        {
            Line(text, "### " + Escape(title));
        }

        Row(text, table.Heads.Select(head => Escape(head.TrimStart('>'))));
        Row(text, table.Heads.Select(head => head.StartsWith('>') ? "---:" : "---"));
        foreach (var row in table.Rows)
        {
            Row(text, row.Select(Escape));
        }

        text.Append('\n');
        if (table.Note is { } note)
        {
            Line(text, Escape(note));
        }
    }

    private static void Row(StringBuilder text, IEnumerable<string> cells) =>
        text.Append('|').Append(string.Concat(cells.Select(cell => $" {cell} |"))).Append('\n');

    private static void Line(StringBuilder text, string line) => text.Append(line).Append("\n\n");

    // Every character that can begin markup; of web addresses and mentions, those by which GitHub recognises them.
    internal static string Escape(string text)
    {
        StringBuilder escaped = new(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            _ = text[i] switch
            {
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '&' => escaped.Append("&amp;"),
                '\\' or '`' or '*' or '_' or '{' or '}' or '[' or ']' or '#' or '|' or '~' or '!' or '@' or '$' =>
                    escaped.Append('\\').Append(text[i]),
                ':' when i + 1 < text.Length && text[i + 1] == '/' => escaped.Append("\\:"),
                '.' when i >= 3 && text.AsSpan(i - 3, 3).Equals("www", StringComparison.OrdinalIgnoreCase) => escaped.Append("\\."),
                _ => escaped.Append(text[i]),
            };
        }

        return escaped.ToString();
    }
}
