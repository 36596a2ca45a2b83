using System.Text.RegularExpressions;
using Slo.Testing;
using Xunit;

namespace Slo.Hosting.Tests.Docs;

/// <summary>README's C# is what the samples compile: each block stands between markers in one of them.</summary>
public sealed partial class ReadmeSnippetsTests
{
    [Fact]
    public void Blocks_OfReadme_AreCompiledInTheSamples()
    {
        string[] snippets = [.. Repository.SourceFiles("samples")
            .SelectMany(file => Snippet().Matches(File.ReadAllText(file))).Select(match => WithoutSpace(match.Groups["text"].Value))];
        string[] blocks = [.. Block().Matches(File.ReadAllText(Repository.PathOf("README.md"))).Select(match => WithoutSpace(match.Groups["text"].Value))];

        Assert.NotEmpty(blocks);
        Assert.Equal(blocks.Order(StringComparer.Ordinal), snippets.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Readme_Length_IsBelowTheLimit() => Assert.InRange(File.ReadAllLines(Repository.PathOf("README.md")).Length, 1, 149);

    [Theory]
    [InlineData("MinimalApi")]
    [InlineData("Worker")]
    public void Samples_Lines_AreBelowTheLimit(string sample) => Assert.InRange(
        Directory.GetFiles(Repository.PathOf("samples", sample), "*.cs").Sum(file => File.ReadAllLines(file).Length), 1, 59);

    private static string WithoutSpace(string text) => Space().Replace(text, "");

    // No XML documentation.
    [GeneratedRegex(@"(?<!/)// <(?<name>[\w-]+)>\r?\n(?<text>.*?)// </\k<name>>", RegexOptions.Singleline)]
    private static partial Regex Snippet();

    [GeneratedRegex("```csharp\r?\n(?<text>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
