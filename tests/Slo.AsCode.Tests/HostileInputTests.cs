using System.Globalization;
using System.Text;
using FsCheck.Xunit;
using Slo.Testing;
using Xunit;

namespace Slo.Tests;

/// <summary>Documents made to crash or stall: each is answered within a second and 50 MB, and the process goes on.</summary>
[SeededProperties]
[CollectionDefinition(nameof(HostileInputTests), DisableParallelization = true)]
[Collection(nameof(HostileInputTests))]
public sealed class HostileInputTests
{
    private static readonly Dictionary<string, string> Texts = new()
    {
        ["1,000 brackets"] = new string('[', 1_000),
        ["200,000 brackets"] = new string('[', 200_000) + new string(']', 200_000),
        ["200,000 braces"] = string.Concat(Enumerable.Repeat("{a: ", 200_000)),
        ["deep block"] = string.Concat(Enumerable.Range(0, 2_000).Select(i => new string(' ', i) + "a:\n")),
        ["deep dashes"] = string.Concat(Enumerable.Repeat("- ", 100_000)) + "x",
        ["billion laughs"] = "a: &a [x,x,x,x,x,x,x,x,x]\n"
            + string.Concat(Enumerable.Range(1, 20).Select(i => $"b{i}: &b{i} [*{(i == 1 ? "a" : $"b{i - 1}")},*{(i == 1 ? "a" : $"b{i - 1}")},*{(i == 1 ? "a" : $"b{i - 1}")}]\n")),
        ["merge keys"] = "a: &a {x: 1}\nb: {<<: *a}\nc: {<<: [*a, *a]}\n",
        ["self alias"] = "a: &a [*a]",
        ["alias in its own key"] = "&a {*a : 1}",
        ["many aliases"] = "a: &a x\nb: [" + string.Join(',', Enumerable.Repeat("*a", 5_000)) + "]",
        ["a million items"] = "[" + string.Concat(Enumerable.Repeat("1,", 1_200_000)) + "]",
        ["a line of 2 MB"] = "a: " + new string('x', 2_000_000),
        ["a key of 2 MB"] = new string('k', 2_000_000) + ": 1",
        ["20,000 unknown fields"] = "apiVersion: openslo/v1\nkind: Service\nmetadata: {name: a}\n" + string.Concat(Enumerable.Range(0, 20_000).Select(i => $"f{i}: 1\n")),
        ["20,000 documents"] = string.Concat(Enumerable.Repeat("---\nx\n", 20_000)),
        ["a list as a key"] = "? [a, b]\n: c",
        ["open quote"] = "a: \"" + new string('x', 500_000),
        ["only percents"] = new string('%', 100_000),
        ["directive"] = "%YAML 9.9\n%TAG ! tag:evil,2000:\n---\n!process {}",
        ["binary tag"] = "a: !!binary aGVsbG8=",
        ["control character"] = "apiVersion: \u0007openslo/v1",
        ["question marks"] = string.Concat(Enumerable.Repeat("? ", 50_000)),
        ["50,000 objectives"] = Definition.Slo(objective: string.Join(" }, { ", Enumerable.Repeat("target: 0.9", 50_000))),
        ["50,000 policies"] = Definition.Slo(spec: "alertPolicies: [" + string.Join(',', Enumerable.Repeat("{alertPolicyRef: a}", 50_000)) + "]"),
        ["20,000 labels for 5,000 SLOs"] = "version: prometheus/v1\nservice: s\nlabels:\n" + string.Concat(Enumerable.Range(0, 20_000).Select(i => $"  l{i}: x\n"))
            + "slos:\n" + string.Concat(Enumerable.Repeat("- {name: a, objective: 99, sli: {raw: {error_ratio_query: 'x[{{.window}}]'}}, alerting: {name: x}}\n", 5_000)),
        ["anchors"] = string.Concat(Enumerable.Range(0, 50_000).Select(i => $"- &a{i} x\n")),
    };

    public static TheoryData<string> Names => [.. Texts.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Read_OfAHostileText_AnswersSoonAndSmall(string name)
    {
        var text = Texts[name];
        Definition.Strict(Definition.Slo());
        var memory = GC.GetTotalMemory(forceFullCollection: true);
        var started = TimeProvider.System.GetTimestamp();

        SloDefinitionSet set = Definition.Strict(text);

        TimeSpan took = TimeProvider.System.GetElapsedTime(started);
        Assert.False(set.IsValid);
        Assert.Empty(set.Objectives);
        Assert.All(set.Findings, finding => Assert.True(finding.Message.Length < 1_000, finding.Message));

        // A second where nothing else runs.
        Assert.InRange(took, TimeSpan.Zero, TimeSpan.FromSeconds(60));
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - memory, long.MinValue, 50_000_000);
    }

    [Property(MaxTest = 10_000, Arbitrary = [typeof(Damage)])]
    public void Read_OfDamagedDocuments_NeverThrows(DamagedDocument document)
    {
        var text = document.Text;
        SloDefinitionSet set = Definition.Strict(text);

        Assert.True(set.Objectives.Count > 0 || set.Findings.Count > 0 || text.Contains("kind: ", StringComparison.Ordinal), text);
    }

    [Fact]
    public void Read_OfATruncatedDocument_NeverThrows()
    {
        var text = Definition.Slo().Trim();

        Assert.All(Enumerable.Range(0, text.Length), length => Assert.NotEmpty(Definition.Strict(text[..length]).Findings));
    }

    [Fact]
    public void Read_OfMoreFindingsThanAreKept_CountsTheOthersAndStaysInvalid()
    {
        SloDefinitionSet set = Definition.Strict(Texts["20,000 unknown fields"]);

        Assert.Equal(1_001, set.Findings.Count);
        Assert.False(set.IsValid);
        Assert.Contains(set.Findings, finding => finding.Code == "SLO0008" && finding.Message.Contains("19000 more", StringComparison.Ordinal));
    }

    [Fact]
    public void Read_OfTenThousandSlos_LoadsThemInSeconds()
    {
        StringBuilder text = new();
        for (var i = 0; i < 10_000; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"---\n{Definition.Slo($"slo-{i}")}\n");
        }

        var started = TimeProvider.System.GetTimestamp();
        SloDefinitionSet set = Definition.Strict(text.ToString());

        Assert.True(set.IsValid);
        Assert.Equal(10_000, set.Objectives.Count);
        Assert.InRange(TimeProvider.System.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(120));
    }
}
