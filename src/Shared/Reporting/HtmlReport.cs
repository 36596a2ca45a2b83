using System.Net;
using System.Text;

namespace Slo.Shared.Reporting;

/// <summary>
/// The review as one HTML file: inline SVG, one style, no script and no request, for the screen and for paper. All texts are encoded.
/// </summary>
internal static class HtmlReport
{
    // In the overview, the column of the budget left, which gets a bar.
    private const int BudgetColumn = 4;

    // So short an overview does not get a page of its own.
    private const int MostAboveASection = 8;

    /// <summary>How every report begins.</summary>
    internal const string Start = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>SLO review: ";

    internal static string Write(ReviewReport report)
    {
        StringBuilder html = new();
        var title = $"SLO review: {ReportText.Range(report.Range)}";
        html.Append(Start).Append(Text(ReportText.Range(report.Range))).Append("</title>\n")
            .Append("<meta http-equiv=\"Content-Security-Policy\" content=\"").Append(ReportStyle.Policy).Append("\">\n")
            .Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
            .Append("<meta name=\"referrer\" content=\"no-referrer\">\n<style>")
            .Append(ReportStyle.Css).Append("</style>\n</head>\n<body>\n<header>\n");
        Element(html, "h1", null, title);
        Element(html, "p", "note", $"Data as of {ReportText.Instant(report.AsOf)} UTC. Times are in UTC. "
            + $"{ReportText.Count(report.All.Count(), "objective")}, the least budget left first.");
        if (!report.IsComplete)
        {
            Element(html, "p", "note", ReportText.Incomplete);
        }

        html.Append("</header>\n");
        double?[] left = [.. report.All.Select(one => one.Result.RemainingRatio)];
        Table(html, ReportTables.Overview(report), (row, column) => column == BudgetColumn ? ReportCharts.Bar(left[row]) : "");
        foreach (ReportTable table in ReportTables.Coverage(report))
        {
            Table(html, table);
        }

        for (var i = 0; i < report.Objectives.Count; i++)
        {
            Section(html, report.Objectives[i], sharesPage: i == 0 && report.All.Count() <= MostAboveASection);
        }

        return html.Append("</body>\n</html>\n").ToString();
    }

    private static void Section(StringBuilder html, ObjectiveReport one, bool sharesPage)
    {
        html.Append(sharesPage ? "<section class=\"shares\">\n" : "<section>\n");
        Element(html, "h2", null, ReportText.Name(one.Objective));
        Element(html, "p", "facts", ReportTables.Facts(one.Objective));
        html.Append("<dl>\n");
        foreach ((string label, string value, string remark) in ReportTables.Figures(one))
        {
            html.Append("<div><dt>").Append(Text(label)).Append("</dt><dd>").Append(Text(value)).Append("<small>").Append(Text(remark))
                .Append("</small></dd></div>\n");
        }

        html.Append("</dl>\n");
        if (ReportTables.Caveat(one) is { } caveat)
        {
            Element(html, "p", "note", caveat);
        }

        Charts(html, one);
        Table(html, ReportTables.Answers(one));
        Element(html, "p", "proposal", ReportTables.Proposal(one));
        foreach (ReportTable table in ReportTables.Details(one))
        {
            Table(html, table);
        }

        html.Append("</section>\n");
    }

    private static void Charts(StringBuilder html, ObjectiveReport one)
    {
        if (one.Now.IsRecord || one.Now.SpentRatio is null)
        {
            return;
        }

        Figure(
            html, ReportCharts.Budget(one),
            "Budget left. Shaded: incidents. Dashed: deployments. Grey: not observed, or no longer kept.");
        Figure(html, ReportCharts.BadEvents(one), $"Bad events; a bar is {ReportText.Length(ReportCharts.BarLength(one.Now.Range))}.");
    }

    private static void Figure(StringBuilder html, string svg, string caption)
    {
        html.Append("<figure>").Append(svg);
        Element(html, "figcaption", null, caption);
        html.Append("</figure>\n");
    }

    private static void Table(StringBuilder html, ReportTable table, Func<int, int, string>? after = null)
    {
        if (table.Title is { } title)
        {
            Element(html, "h3", null, title);
        }

        html.Append("<table>\n<thead><tr>");
        foreach (var head in table.Heads)
        {
            html.Append("<th scope=\"col\"").Append(head.StartsWith('>') ? " class=\"n\">" : ">").Append(Text(head.TrimStart('>')))
                .Append("</th>");
        }

        html.Append("</tr></thead>\n<tbody>\n");
        for (var row = 0; row < table.Rows.Count; row++)
        {
            html.Append("<tr>");
            for (var column = 0; column < table.Heads.Count; column++)
            {
                var cell = table.Rows[row][column];
                html.Append("<td").Append(StyleOf(table.Heads[column], cell)).Append('>').Append(Text(cell))
                    .Append(after?.Invoke(row, column)).Append("</td>");
            }

            html.Append("</tr>\n");
        }

        html.Append("</tbody>\n</table>\n");
        if (table.Note is { } note)
        {
            Element(html, "p", "note", note);
        }
    }

    // Verdicts are words; the colour only repeats them.
    private static string StyleOf(string head, string cell) => (head, cell) switch
    {
        ("verdict" or "answer", "missed" or "no") => " class=\"miss w\"",
        ("verdict" or "answer", "met" or "yes") => " class=\"hit w\"",
        ("verdict" or "answer", _) => " class=\"w\"",
        _ when head.StartsWith('>') => " class=\"n\"",
        ("severity" or "question" or "period" or "", _) => " class=\"w\"",
        _ when head.EndsWith("(UTC)", StringComparison.Ordinal) => " class=\"w\"",
        ("objective" or "cause" or "version" or "contributors", _) => " class=\"t\"",
        _ => "",
    };

    private static void Element(StringBuilder html, string name, string? style, string text) =>
        html.Append('<').Append(name).Append(style is null ? "" : $" class=\"{style}\"").Append('>').Append(Text(text))
            .Append("</").Append(name).Append(">\n");

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
