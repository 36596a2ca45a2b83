namespace Slo.Tests.House;

/// <summary>A member of a type: the line of the file on which it begins, and how many lines it has.</summary>
internal sealed record SourceMember(string Head, int Line, int Lines)
{
    private const string Indent = "    ";
    private static readonly string[] Types = ["class ", "struct ", "record ", "interface ", "enum "];
    private static readonly string[] Enumerations = ["\npublic enum ", "\ninternal enum "];

    /// <summary>The members of the file's type, found by their indentation: <c>dotnet format</c> holds that for every file.</summary>
    internal static IEnumerable<SourceMember> Of(SourceFile file)
    {
        string[] lines = Enumerations.Any(start => file.Text.Contains(start, StringComparison.Ordinal)) ? [] : file.Text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (!IsHead(lines[i]))
            {
                continue;
            }

            var end = End(lines, i);
            if (!Types.Any(type => lines[i].Contains(type, StringComparison.Ordinal)))
            {
                yield return new SourceMember(lines[i].Trim(), i + 1, end - i + 1);
            }

            i = end;
        }
    }

    private static bool IsHead(string line) =>
        line.StartsWith(Indent, StringComparison.Ordinal) && line.Length > Indent.Length && char.IsAsciiLetter(line[Indent.Length]);

    // With a body: its closing brace. Without one: the first line that ends a statement.
    private static int End(string[] lines, int head)
    {
        var hasBody = false;
        for (var i = head; i < lines.Length; i++)
        {
            hasBody |= lines[i] == Indent + "{";
            var isEnd = hasBody ? lines[i].StartsWith(Indent + "}", StringComparison.Ordinal) : lines[i].TrimEnd() is [.., ';' or '}'];
            if (isEnd)
            {
                return i;
            }
        }

        return lines.Length - 1;
    }
}
