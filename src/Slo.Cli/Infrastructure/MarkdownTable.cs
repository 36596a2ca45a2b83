namespace Slo.Cli.Infrastructure;

/// <summary>A table as GitHub shows it, for example from <c>$GITHUB_STEP_SUMMARY</c>.</summary>
internal static class MarkdownTable
{
    /// <param name="output">Where it goes.</param>
    /// <param name="heads">As for <see cref="Screen.Table"/>: &gt; aligns to the right.</param>
    /// <param name="rows">As many cells as heads.</param>
    internal static void Write(TextWriter output, string[] heads, IEnumerable<string[]> rows)
    {
        Line(output, heads.Select(head => head.TrimStart('>')));
        Line(output, heads.Select(head => head.StartsWith('>') ? "---:" : "---"));
        foreach (var row in rows)
        {
            Line(output, row);
        }
    }

    private static void Line(TextWriter output, IEnumerable<string> cells) => output.WriteLine(
        "|" + string.Concat(cells.Select(cell => $" {Escaped(SloText.OneLine(cell))} |")));

    private static string Escaped(string cell) =>
        cell.Replace("|", "\\|", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);
}
