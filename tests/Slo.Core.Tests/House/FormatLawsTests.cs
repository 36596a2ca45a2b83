using System.Text.RegularExpressions;
using Slo.Testing;
using Xunit;

namespace Slo.Tests.House;

/// <summary>
/// The rules of .editorconfig that neither the build nor "dotnet format whitespace --folder" looks at. "dotnet format" does, and takes minutes for it.
/// </summary>
public sealed partial class FormatLawsTests
{
    private static readonly (string Path, string Text)[] Files =
    [
        .. new[] { "src", "tests", "samples", "benchmarks" }.SelectMany(folder => Repository.SourceFiles(folder))
            .Select(path => (Path.GetRelativePath(Repository.Root, path), File.ReadAllText(path))),
    ];

    [Fact]
    public void Usings_AreSorted_WithThoseOfSystemFirst() => Assert.Empty(Files.Where(file => !IsSorted(file.Text)).Select(file => file.Path));

    [Fact]
    public void Fields_AreNotQualified() => Assert.Empty(Files.Where(file => QualifiedField().IsMatch(file.Text)).Select(file => file.Path));

    private static bool IsSorted(string text)
    {
        string[] names = [.. Using().Matches(text).Select(match => match.Groups["name"].Value)];
        return names.SequenceEqual(names.OrderBy(name => !IsSystem(name)).ThenBy(name => name, StringComparer.OrdinalIgnoreCase));
    }

    private static bool IsSystem(string name) => name == "System" || name.StartsWith("System.", StringComparison.Ordinal);

    [GeneratedRegex(@"^using (?<name>[\w.]+);\r?$", RegexOptions.Multiline)]
    private static partial Regex Using();

    [GeneratedRegex(@"\bthis\._\w")]
    private static partial Regex QualifiedField();
}
