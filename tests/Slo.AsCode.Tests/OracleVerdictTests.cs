using System.Text.Json;
using Slo.Testing;
using Xunit;

namespace Slo.Tests;

/// <summary>Published and hostile documents, each with the verdict that the oracle has for it.</summary>
public sealed class OracleVerdictTests
{
    public static TheoryData<string> OpenSloDocuments() => Documents("openslo");

    public static TheoryData<string> BadInputs() => Documents("badinputs");

    [Theory]
    [MemberData(nameof(OpenSloDocuments))]
    public void OpenSlo_OfTheOracle_GetsItsVerdict(string file)
    {
        Assert.SkipWhen(Oracle.MissingReason is not null, Oracle.MissingReason ?? "");
        JsonElement verdict = Verdict("openslo", file);

        SloDefinitionSet set = Read("openslo", file);

        var isValid = verdict.GetProperty("valid");
        if (isValid.ValueKind == JsonValueKind.Null)
        {
            // Published examples that break their own rules: said, one way or the other.
            Assert.NotEmpty(set.Findings);
        }
        else
        {
            Assert.True(set.IsValid == isValid.GetBoolean(), $"{verdict}\n{string.Join('\n', set.Findings)}");
        }
    }

    [Theory]
    [MemberData(nameof(BadInputs))]
    public void BadInput_OfTheOracle_GetsItsVerdict(string file)
    {
        Assert.SkipWhen(Oracle.MissingReason is not null, Oracle.MissingReason ?? "");
        JsonElement verdict = Verdict("badinputs", file);

        SloDefinitionSet set = Read("badinputs", file);

        var expected = verdict.GetProperty("expect").GetString();
        var shown = $"{verdict}\n{string.Join('\n', set.Findings)}";
        Assert.True(set.IsValid == (expected != "reject"), shown);
        Assert.True(expected != "accept-warn" || set.Findings.Count > 0, shown);
    }

    private static SloDefinitionSet Read(string folder, string file) =>
        SloDefinitionReader.ReadFiles([Oracle.PathOf(folder, "dev", file)], new SloReadOptions { IsStrict = true });

    private static JsonElement Verdict(string folder, string file) => Verdicts(folder).Single(verdict => verdict.GetProperty("file").GetString() == file);

    private static List<JsonElement> Verdicts(string folder) =>
        [.. JsonDocument.Parse(File.ReadAllText(Oracle.PathOf(folder, "dev", "verdicts.json"))).RootElement.EnumerateArray()];

    // Without the oracle one case remains, which says why it skips.
    private static TheoryData<string> Documents(string folder) =>
        Oracle.MissingReason is not null ? ["(absent)"] : [.. Verdicts(folder).Select(verdict => verdict.GetProperty("file").GetString()!)];
}
