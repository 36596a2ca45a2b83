using System.Text;
using Slo.Shared.Reporting;

namespace Slo.Shared.Incidents;

/// <summary>An incident as Markdown, text and JSON. Texts from outside can form no markup, link or mention.</summary>
internal static class IncidentDocuments
{
    /// <summary>How each Markdown document begins.</summary>
    internal const string MarkdownStart = "# ";

    private const int LongestLine = 8_000;

    internal const string Incomplete = "The store did not answer, or has more than is shown: what follows leaves some out.";

    /// <param name="file">The incident.</param>
    /// <param name="format">Markdown or text.</param>
    internal static string Write(IncidentFile file, IncidentFormat format) =>
        format == IncidentFormat.Markdown ? Markdown(file) : Text(file);

    private static string Markdown(IncidentFile file)
    {
        StringBuilder text = new();
        text.Append(MarkdownStart).Append(Escape(IncidentFacts.Title(file))).Append("\n\n");
        foreach ((string label, string value) in IncidentFacts.Of(file))
        {
            text.Append("- ").Append(label).Append(": ").Append(Escape(value)).Append('\n');
        }

        foreach ((string title, IReadOnlyList<string> lines, var isList) in Sections(file))
        {
            text.Append("\n## ").Append(title).Append("\n\n");
            foreach (var line in lines)
            {
                text.Append(isList ? "- " : "").Append(Escape(line)).Append(isList ? "\n" : "\n\n");
            }
        }

        return text.ToString().TrimEnd() + "\n";
    }

    private static string Text(IncidentFile file)
    {
        StringBuilder text = new();
        text.Append(Clean(IncidentFacts.Title(file))).Append("\n\n");
        (string Label, string Value)[] facts = [.. IncidentFacts.Of(file)];
        var width = facts.Max(fact => fact.Label.Length) + 2;
        foreach ((string label, string value) in facts)
        {
            text.Append((label + ":").PadRight(width)).Append(Clean(value)).Append('\n');
        }

        foreach ((string title, IReadOnlyList<string> lines, _) in Sections(file))
        {
            text.Append('\n').Append(title).Append('\n');
            foreach (var line in lines)
            {
                text.Append("  ").Append(Clean(line)).Append('\n');
            }
        }

        return text.ToString();
    }

    private static IEnumerable<(string Title, IReadOnlyList<string> Lines, bool IsList)> Sections(IncidentFile file)
    {
        if (file is { EndedAt: null, FirstResponse: { } response })
        {
            yield return ("First response", [response], false);
        }

        if (file.Contributors.Count > 0)
        {
            yield return ("Contributors", [.. file.Contributors.Select(ContributorWords.Line)], true);
        }

        string[] notes = [.. file.IsComplete ? (string[])[] : [Incomplete], .. Omitted(file)];
        yield return ("Timeline (UTC)", [.. notes, .. file.Timeline.Select(IncidentFacts.Line)], true);
        if (file.Comments.Count > 0)
        {
            yield return ("Comments", [.. file.Comments.Select(IncidentFacts.NoteLine)], true);
        }

        if (file.Summary is { } summary)
        {
            yield return ("Draft summary", summary.Split('\n'), false);
        }
    }

    private static string Escape(string line) => MarkdownReport.Escape(Clean(line));

    // Also of an app that did not.
    private static string Clean(string line) => SloText.OneLine(line, LongestLine);

    private static string[] Omitted(IncidentFile file) =>
        file.Omitted == 0 ? [] : [$"{ReportText.Count(file.Omitted, "line")} in the middle left out."];
}
