using System.Text;
using System.Text.RegularExpressions;

namespace Slo.Shared.Reporting;

/// <summary>The review as GitHub-flavoured Markdown. Texts from outside can form no markup, link or mention.</summary>
internal static partial class MarkdownReport
{
    /// <summary>How every report begins.</summary>
    internal const string Start = "# SLO review: ";

    private const char WordJoiner = '\u2060';

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
        foreach (ReportTable table in ReportTables.Coverage(report))
        {
            Write(text, table);
        }

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

    // Every character that can begin markup. GitHub looks for mentions, references, addresses and emoji in the text as it is shown, where
    // no backslash is left: there, an invisible character parts what it would recognise.
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
                ':' when IsFollowedBy('/', text, i) => escaped.Append("\\:"),
                _ => escaped.Append(text[i]),
            };
            if (BeginsReference(text, i))
            {
                escaped.Append(WordJoiner);
            }
        }

        return escaped.ToString();
    }

    // @team, #12, GH-12, https://, www. and :emoji:.
    private static bool BeginsReference(string text, int i) => text[i] switch
    {
        '@' or '#' => i + 1 < text.Length,
        '-' => Ends(text, i, "gh") && i + 1 < text.Length && char.IsAsciiDigit(text[i + 1]),
        '.' => Ends(text, i, "www"),
        ':' => IsFollowedBy('/', text, i) || Emoji().IsMatch(text, i),
        _ => false,
    };

    private static bool IsFollowedBy(char next, string text, int i) => i + 1 < text.Length && text[i + 1] == next;

    private static bool Ends(string text, int end, string word) =>
        text.AsSpan(0, end).EndsWith(word, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"\G:(?=[0-9_]*[A-Za-z+-])[A-Za-z0-9_+-]+:")]
    private static partial Regex Emoji();
}
