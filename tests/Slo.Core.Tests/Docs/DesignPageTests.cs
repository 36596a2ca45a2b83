using System.Text.RegularExpressions;
using Slo.Testing;
using Xunit;

namespace Slo.Tests.Docs;

/// <summary>docs/design.md names files that exist.</summary>
public sealed partial class DesignPageTests
{
    [Fact]
    public void HowToAdd_NamesFilesOfSrc()
    {
        string[] files = [.. Directory.EnumerateFiles(Repository.PathOf("src"), "*", SearchOption.AllDirectories).Select(file => file.Replace('\\', '/'))];
        var table = DocPage.Read("design.md").Text.Split("## How to add")[1].Split("\n## ")[0];
        string[] named = [.. FileName().Matches(table).Select(match => match.Groups[1].Value).Distinct()];

        Assert.Contains("Slo.Core/State/HistoryFormat.cs", named);
        Assert.DoesNotContain(named, name => !files.Any(file => file.EndsWith("/" + name, StringComparison.Ordinal)));
    }

    // A name with a part to fill in (<Kind>Rule.cs) is a new file.
    [GeneratedRegex(@"`([\w./]+\.(cs|json))`")]
    private static partial Regex FileName();
}
