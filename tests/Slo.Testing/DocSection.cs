namespace Slo.Testing;

/// <summary>A section of a page of docs/, with the sections below it.</summary>
public sealed class DocSection
{
    private readonly string[] _lines;

    private DocSection(string[] lines) => _lines = lines;

    public string Text => string.Join('\n', _lines);

    /// <param name="page">The file below docs/.</param>
    /// <param name="heading">The heading, with its number signs.</param>
    public static DocSection Read(string page, string heading)
    {
        string[] lines = File.ReadAllLines(Repository.PathOf("docs", page));
        var start = Array.IndexOf(lines, heading);
        if (start < 0)
        {
            throw new InvalidOperationException($"{page} has no heading '{heading}'");
        }

        var level = heading.Split(' ')[0];
        return new([.. lines[(start + 1)..].TakeWhile(line => !line.StartsWith('#') || line.Split(' ')[0].Length > level.Length)]);
    }

    /// <summary>The rows of the table with this first column, without its head; each a list of trimmed cells.</summary>
    public IReadOnlyList<string[]> Rows(string firstColumn) =>
    [
        .. _lines.SkipWhile(line => !line.StartsWith($"| {firstColumn} |", StringComparison.Ordinal)).Skip(2).TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Trim('|').Split('|').Select(cell => cell.Trim()).ToArray()),
    ];

    /// <summary>The code blocks of a language.</summary>
    public IReadOnlyList<string> Code(string language) => [.. Text.Split($"```{language}\n").Skip(1).Select(block => block.Split("\n```")[0])];
}
