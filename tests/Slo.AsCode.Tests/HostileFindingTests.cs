using Slo.Testing;
using Xunit;

namespace Slo.Tests;

/// <summary>A finding is one line, whatever a file is called and holds: editors and CI read it by the line.</summary>
public sealed class HostileFindingTests
{
    [Fact]
    public void Finding_WithForgedFileAndMessage_IsOneLine()
    {
        Assert.Null(HostileText.Fault((SloFinding.Error("SLO0001", HostileText.Forged) with { File = HostileText.Forged, Line = 1, Column = 2 }).ToString(), 4000));
        Assert.Null(HostileText.Fault(new SloDefinitionDifference("checkout", SloDifferenceKind.TargetLoosened, HostileText.Forged, HostileText.Forged).ToString(), 10_000));
    }

    [Theory]
    [InlineData("kind: \"{}\"\napiVersion: openslo/v1\n")]
    [InlineData("\"{}\": 1\n")]
    [InlineData("apiVersion: openslo/v1\nkind: SLO\nmetadata: {{ name: \"{}\" }}\nspec: {{ service: \"{}\", budgetingMethod: \"{}\" }}\n")]
    [InlineData("apiVersion: \"{}\"\nkind: SLO\n")]
    public void Findings_OfADocumentWithForgedTexts_AreLines(string yaml)
    {
        const string Escaped = @"a\r\ncrit: all is lost\u202e\u2028\u2066";
        SloDefinitionSet read = SloDefinitionReader.Read(yaml.Replace("{{", "{", StringComparison.Ordinal).Replace("}}", "}", StringComparison.Ordinal)
            .Replace("{}", Escaped, StringComparison.Ordinal), "a\nerror: b.yaml");

        Assert.NotEmpty(read.Findings);
        Assert.All(read.Findings, finding => Assert.Null(HostileText.Fault(finding.ToString(), 4000)));
    }
}
