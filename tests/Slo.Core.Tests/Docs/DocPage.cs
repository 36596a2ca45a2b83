using System.Text.RegularExpressions;

namespace Slo.Tests.Docs;

/// <summary>A page of docs/: its tables by heading, and what stands between them.</summary>
internal sealed partial class DocPage
{
    private readonly Lazy<Dictionary<string, IReadOnlyList<DocRow>>> _tables;

    private DocPage(string text)
    {
        Text = text;
        string[] lines = CodeBlock().Replace(text, "").Split('\n');
        _tables = new(() => Tables(lines));
        Prose = [.. lines.Where(line => !line.StartsWith('|')).Select(line => CodeSpan().Replace(line, ""))];
    }

    internal string Text { get; }

    /// <summary>The lines outside of tables, code blocks and code spans.</summary>
    internal IReadOnlyList<string> Prose { get; }

    /// <summary>The headings that have a table; at most one each.</summary>
    internal IReadOnlyCollection<string> Headings => _tables.Value.Keys;

    internal static DocPage Read(string name) => new(File.ReadAllText(Path.Combine(Root(), "docs", name)));

    internal IReadOnlyList<DocRow> Table(string heading) => _tables.Value[heading];

    // Only when tables are read: a page that is only linked to may have several under one heading.
    private static Dictionary<string, IReadOnlyList<DocRow>> Tables(string[] lines)
    {
        Dictionary<string, IReadOnlyList<DocRow>> tables = new(StringComparer.Ordinal);
        var heading = "";
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].StartsWith('#'))
            {
                heading = lines[i].TrimStart('#').Trim();
            }
            else if (lines[i].StartsWith('|'))
            {
                var first = i;
                while (i + 1 < lines.Length && lines[i + 1].StartsWith('|'))
                {
                    i++;
                }

                string[] columns = DocRow.Split(lines[first]);
                tables.Add(heading, [.. lines[(first + 2)..(i + 1)].Select(line => new DocRow(columns, line))]);
            }
        }

        return tables;
    }

    private static string Root()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Slo.Core.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("no Slo.Core.sln above the test's folder");
    }

    [GeneratedRegex("```.*?```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex("`[^`]*`")]
    private static partial Regex CodeSpan();
}
