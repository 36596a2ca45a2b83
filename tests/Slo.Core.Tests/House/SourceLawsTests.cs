using System.Text.RegularExpressions;
using System.Xml.Linq;
using Slo.Testing;
using Xunit;

namespace Slo.Tests.House;

/// <summary>Laws that hold for every file that ships.</summary>
public sealed partial class SourceLawsTests
{
    private static readonly SourceFile[] Files = [.. Repository.SourceFiles("src").Select(SourceFile.Read)];

    // A table is one member, however long.
    private static readonly string[] Exempt = ["Slo.Hosting/Notifications/Http/SpecialNetworks"];

    [Fact]
    public void Files_InSrc_HaveAtMost300LinesAndAMedianBelow70()
    {
        Assert.Empty(Files.Where(file => file.Lines > 300).Select(file => $"{file}: {file.Lines} lines"));
        Assert.InRange(Files.Select(file => file.Lines).Order().ElementAt(Files.Length / 2), 1, 69);
    }

    [Fact]
    public void Lines_InSrc_HaveAtMost140Columns() => Assert.Empty(Files
        .Where(file => !IsExempt(file))
        .SelectMany(file => file.Text.Split('\n').Index().Where(line => line.Item.TrimEnd().Length > 140)
            .Select(line => $"{file}:{line.Index + 1}: {line.Item.TrimEnd().Length} columns")));

    [Fact]
    public void Members_InSrc_HaveAtMost40Lines() => Assert.Empty(Files
        .Where(file => !IsExempt(file))
        .SelectMany(file => SourceMember.Of(file).Where(member => member.Lines > 40)
            .Select(member => $"{file}:{member.Line}: {member.Lines} lines: {member.Head}")));

    // An exemption that is no longer needed must go.
    [Fact]
    public void Exemptions_FromLineAndMemberLength_AreNeeded() => Assert.All(Exempt, folder => Assert.Contains(
        Files.Where(file => IsIn(file, folder)),
        file => file.Text.Split('\n').Any(line => line.TrimEnd().Length > 140) || SourceMember.Of(file).Any(member => member.Lines > 40)));

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
    public void MemoryModel_OutsideRecordingAndWindows_IsTouchedInTheNamedPlacesAlone()
    {
        IEnumerable<string> touched = Files
            .Where(file => file is not { Package: "Slo.Core", Folder: "Recording" or "Windows" })
            .SelectMany(file => MemoryModel().Matches(file.Code).Select(match => $"{file}: {match.Value}"));

        Assert.Empty(touched.Except([
            "Slo.AspNetCore/Requests/ObservedRequestPool: ThreadStatic",
            "Slo.Core/Judging/ObjectiveJudge: Volatile.Read(ref _holding", "Slo.Core/Judging/ObjectiveJudge: Volatile.Write(ref _holding"]));
    }

    // Each of these publishes a value or guards a state across threads. A new one shows in the review of the approved text.
    [Fact]
    public void VolatileFieldsAndLocks_OutsideRecordingAndWindows_AreTheApprovedOnes()
    {
        IEnumerable<string> places = Files
            .Where(file => file is not { Package: "Slo.Core", Folder: "Recording" or "Windows" })
            .SelectMany(file => Synchronization().Matches(file.Code).Select(match => $"{file}: {Spaces().Replace(match.Value, " ")}"))
            .Distinct().Order(StringComparer.Ordinal);

        Assert.Null(Approval.Difference(string.Join('\n', places), "tests", "Slo.Core.Tests", "House", "Synchronization.approved.txt"));
    }

    // Eventually polls, in one place; Never waits for a cancellation.
    [Fact]
    public void Tests_NeverSleep() => Assert.Empty(Repository.SourceFiles("tests")
        .Where(path => Path.GetFileName(path) is not "Eventually.cs")
        .SelectMany(path => Sleep().Matches(File.ReadAllText(path)).Select(match => $"{Path.GetFileName(path)}: {match.Value}")));

    [Fact]
    public void Namespace_OfAFile_IsItsFolder()
    {
        Assert.Empty(Files.Where(file => !IsAtHome(file)).Select(file => $"{file}: namespace {file.Namespace}"));
    }

    // What the machine's zone is, or becomes, changes nothing.
    [Fact]
    public void Time_InSrc_IsNeverThatOfTheMachinesZone() => Assert.Empty(
        Files.Where(file => LocalTime().IsMatch(file.Code)).Select(file => $"{file}: {LocalTime().Match(file.Code).Value}"));

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

    private static bool IsExempt(SourceFile file) => Exempt.Any(folder => IsIn(file, folder));

    private static bool IsIn(SourceFile file, string folder) => file.ToString().StartsWith(folder, StringComparison.Ordinal);

    // Public types are in the namespace Slo, and outside the core so in any folder; extension methods are in the namespace of the type they
    // extend. Files that several packages compile are in Slo.Shared.
    private static bool IsAtHome(SourceFile file)
    {
        var below = file.Folder.Length == 0 ? "" : "." + file.Folder.Replace('/', '.');
        return file.Namespace == "Slo" + (file.Package == "Shared" ? ".Shared" + below : below)
            || (file.Package != "Slo.Core" && (file.Namespace == file.Package + below || file.Name.EndsWith("Extensions", StringComparison.Ordinal)
                || (file.Namespace == "Slo" && TopLevelType().Match(file.Code).Value.StartsWith("public", StringComparison.Ordinal))));
    }

    [GeneratedRegex(@"^(?:(?:public|internal|file|sealed|static|abstract|readonly|ref|partial) )*(?:class|struct|interface|enum|delegate \S+|record struct|record) (?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex TopLevelType();

    [GeneratedRegex(@"\bDateTime(Offset)?\.(Now|Today)\b|\bTimeZoneInfo\.Local\b|\.ToLocalTime\(|\.LocalDateTime\b|\.GetLocalNow\(|\bLocalTimeZone\b")]
    private static partial Regex LocalTime();

    [GeneratedRegex(@"\bTO" + @"DO\b|\bFIX" + @"ME\b|^\s*#(if|region)\b", RegexOptions.Multiline)]
    private static partial Regex Forbidden();

    [GeneratedRegex(@"\b(Interlocked|Volatile|Unsafe|ThreadStatic|ThreadLocal|Thread\.MemoryBarrier)\b(\.\w+\(ref \w+)?")]
    private static partial Regex MemoryModel();

    [GeneratedRegex(@"\bvolatile [^;=]+?(?= ?[;=])|\block \([\w.]+\)|\bMonitor\.\w+|\.(?:EnterScope|TryEnter)\(\)")]
    private static partial Regex Synchronization();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"Task\.Delay\(|Thread\.Sleep\(")]
    private static partial Regex Sleep();
}
