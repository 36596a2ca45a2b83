using System.Text.RegularExpressions;
using System.Xml.Linq;
using Slo.Testing;
using Xunit;

namespace Slo.Tests.House;

/// <summary>Laws that hold for every file that ships.</summary>
public sealed partial class SourceLawsTests
{
    private static readonly SourceFile[] Files = [.. Repository.SourceFiles("src").Select(SourceFile.Read)];

    [Fact]
    public void Files_InSrc_HaveAtMost300LinesAndAMedianBelow70()
    {
        Assert.Empty(Files.Where(file => file.Lines > 300).Select(file => $"{file}: {file.Lines} lines"));
        Assert.InRange(Files.Select(file => file.Lines).Order().ElementAt(Files.Length / 2), 1, 69);
    }

    [Fact]
    public void Files_InSrc_DeclareOneTypeEach()
    {
        Assert.Empty(Files.Where(file => TopLevelType().Count(file.Code) != 1).Select(file => $"{file}: {TopLevelType().Count(file.Code)} types"));
    }

    // A type with two faces has a file for each: SloTracker and SloTracker.Recording.
    [Fact]
    public void Files_InSrc_AreNamedAfterTheirType()
    {
        Assert.Empty(Files.Where(file => TopLevelType().Match(file.Code).Groups["name"].Value != file.Name.Split('.')[0]).Select(file => file.ToString()));
    }

    [Fact]
    public void Files_InSrc_HoldNoReminderNoConditionNoRegion()
    {
        Assert.Empty(Files.Where(file => Forbidden().IsMatch(file.Text)).Select(file => $"{file}: {Forbidden().Match(file.Text).Value}"));
    }

    [Fact]
    public void MemoryModel_OutsideRecordingAndWindows_IsTouchedByTheHoldingFieldAlone()
    {
        IEnumerable<string> touched = Files
            .Where(file => file is not { Package: "Slo.Core", Folder: "Recording" or "Windows" })
            .SelectMany(file => MemoryModel().Matches(file.Code).Select(match => $"{file}: {match.Value}"));

        Assert.Empty(touched.Except([
            "Slo.Core/Judging/ObjectiveJudge: Volatile.Read(ref _holding", "Slo.Core/Judging/ObjectiveJudge: Volatile.Write(ref _holding"]));
    }

    [Fact]
    public void Namespace_OfAFile_IsItsFolder()
    {
        Assert.Empty(Files.Where(file => !IsAtHome(file)).Select(file => $"{file}: namespace {file.Namespace}"));
    }

    [Fact]
    public void SloCore_ReferencesNothing()
    {
        var project = XDocument.Load(Repository.PathOf("src", "Slo.Core", "Slo.Core.csproj"));

        Assert.DoesNotContain(
            project.Descendants(), element => element.Name.LocalName is "PackageReference" or "ProjectReference" or "FrameworkReference");
    }

    [Fact]
    public void InternalsVisibleTo_InSrc_NamesOnlyTestsAndBenchmarks()
    {
        string[] allowed = [.. Directory.EnumerateDirectories(Repository.PathOf("tests")), .. Directory.EnumerateDirectories(Repository.PathOf("benchmarks"))];
        IEnumerable<string> named = Directory.EnumerateFiles(Repository.PathOf("src"), "*.csproj", SearchOption.AllDirectories)
            .SelectMany(path => XDocument.Load(path).Descendants("InternalsVisibleTo").Select(element => element.Attribute("Include")!.Value));

        Assert.Empty(named.Except(allowed.Select(folder => Path.GetFileName(folder))));
        Assert.DoesNotContain(Files, file => file.Code.Contains("InternalsVisibleTo", StringComparison.Ordinal));
    }

    // Words are in Slo whatever their package, and beyond the core whatever their folder; extension methods are in the namespace of what they extend.
    private static bool IsAtHome(SourceFile file)
    {
        var below = file.Folder.Length == 0 ? "" : "." + file.Folder.Replace('/', '.');
        return file.Namespace == "Slo" + below
            || (file.Package != "Slo.Core" && (file.Namespace == file.Package + below || file.Name.EndsWith("Extensions", StringComparison.Ordinal)
                || (file.Namespace == "Slo" && TopLevelType().Match(file.Code).Value.StartsWith("public", StringComparison.Ordinal))));
    }

    [GeneratedRegex(@"^(?:(?:public|internal|file|sealed|static|abstract|readonly|ref|partial) )*(?:class|struct|interface|enum|delegate \S+|record struct|record) (?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex TopLevelType();

    [GeneratedRegex(@"\bTO" + @"DO\b|\bFIX" + @"ME\b|^\s*#(if|region)\b", RegexOptions.Multiline)]
    private static partial Regex Forbidden();

    [GeneratedRegex(@"\b(Interlocked|Volatile|Unsafe|ThreadStatic|ThreadLocal|Thread\.MemoryBarrier)\b(\.\w+\(ref \w+)?")]
    private static partial Regex MemoryModel();
}
