using System.Text.RegularExpressions;
using Slo.Testing;

namespace Slo.Tests.House;

/// <summary>A file below <c>src/</c>: its text, and its code without comments.</summary>
internal sealed partial record SourceFile(string Package, string Folder, string Name, string Text)
{
    internal string Code { get; } = Comment().Replace(Text, "");

    internal int Lines => Text.Count(character => character == '\n');

    internal string Namespace => Space().Match(Code).Groups["name"].Value;

    internal static SourceFile Read(string path)
    {
        var parts = Path.GetRelativePath(Repository.PathOf("src"), path).Split(Path.DirectorySeparatorChar);
        return new(parts[0], string.Join('/', parts[1..^1]), Path.GetFileNameWithoutExtension(path), File.ReadAllText(path));
    }

    public override string ToString() => string.Join('/', ((string[])[Package, Folder, Name]).Where(part => part.Length > 0));

    [GeneratedRegex("//[^\n]*")]
    private static partial Regex Comment();

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Space();
}
