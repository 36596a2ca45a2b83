using System.Globalization;
using System.Text;
using Xunit;

namespace Slo.Tests;

/// <summary>Files, folders and patterns, whole and broken.</summary>
public sealed class ReadFilesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("slo-ascode-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Folder_WithABrokenFile_StillReportsTheOthers()
    {
        Write("a.yaml", "apiVersion: openslo/v1\na: [");
        Write("b.yml", Definition.Slo("two"));
        Write("below/c.yaml", Definition.Slo("three", objective: "target: 1.5"));
        Write("ignored.txt", "a: [");

        SloDefinitionSet set = SloDefinitionReader.ReadFiles([_folder]);

        Assert.Equal("two", Assert.Single(set.Objectives).Name);
        Assert.Equal(["SLO0001", "SLO0119"], set.Findings.Select(finding => finding.Code));
        Assert.Equal(["a.yaml", "c.yaml"], set.Findings.Select(finding => Path.GetFileName(finding.File)));
    }

    [Fact]
    public void Pattern_TakesTheFilesThatMatch()
    {
        Write("shop.yaml", Definition.Slo("one"));
        Write("shop.json", """{"apiVersion":"openslo/v1","kind":"Service","metadata":{"name":"shop"},"spec":{}}""");
        Write("other.yaml", Definition.Slo("two"));

        Assert.Equal("one", Assert.Single(SloDefinitionReader.ReadFiles([Path.Combine(_folder, "sh*.yaml")]).Objectives).Name);
        Assert.Equal(["one", "two"], SloDefinitionReader.ReadFiles([Path.Combine(_folder, "*.yaml"), Path.Combine(_folder, "shop.yaml")]).Objectives.Select(one => one.Name).Order());
        Assert.Equal("SLO0007", Assert.Single(SloDefinitionReader.ReadFiles([Path.Combine(_folder, "*.none")]).Findings).Code);
    }

    [Theory]
    [InlineData("on: push\njobs: { build: { runs-on: ubuntu-latest } }", null)]
    [InlineData("apiVersion: apps/v1\nkind: Deployment", null)]
    [InlineData("version: \"3\"\nservices: {}", null)]
    [InlineData("{{ if .Values.x }}\nkind: Service\n{{ end }}", null)]
    [InlineData("apiVersion: openslo/v9\nkind: SLO", "SLO0102")]
    [InlineData("kind: SLO\nmetadata: { name: x }", "SLO0102")]
    [InlineData("version: \"prometheus/v2\"", "SLO0102")]
    public void File_ThatIsNoDefinition_IsPassedOverUnlessItIsNamed(string text, string? code)
    {
        var other = Write("other.yaml", text);
        Write("slo.yaml", Definition.Slo("one"));

        foreach (var found in (string[])[_folder, Path.Combine(_folder, "*.yaml")])
        {
            SloDefinitionSet set = SloDefinitionReader.ReadFiles([found]);
            Assert.Equal("one", Assert.Single(set.Objectives).Name);
            Assert.Equal(code is null ? [] : [code], set.Findings.Select(finding => finding.Code));
        }

        Assert.NotEmpty(SloDefinitionReader.ReadFiles([_folder, other]).Findings);
        Assert.NotEmpty(SloDefinitionReader.ReadFiles([other]).Findings);
    }

    [Fact]
    public void Folder_WithoutAnyDefinition_IsAnError()
    {
        Write("ci.yaml", "on: push");

        SloFinding finding = Assert.Single(SloDefinitionReader.ReadFiles([_folder]).Findings);
        Assert.Equal(("SLO0007", _folder), (finding.Code, finding.File));
    }

    [Fact]
    public void References_ReachFromFileToFile()
    {
        Write("1-slo.yaml", Definition.Slo(spec: "alertPolicies: [ { alertPolicyRef: fast } ]"));
        Write("2-policy.yaml", """
            apiVersion: openslo/v1
            kind: AlertPolicy
            metadata: { name: fast }
            spec: { alertWhenBreaching: true, conditions: [ { conditionRef: burn } ], notificationTargets: [ { targetRef: pager } ] }
            ---
            apiVersion: openslo/v1
            kind: AlertCondition
            metadata: { name: burn, annotations: { slo.dev/short-window: 5m } }
            spec: { severity: page, condition: { kind: burnrate, op: gte, threshold: 14.4, lookbackWindow: 1h, alertAfter: 2m } }
            ---
            apiVersion: openslo/v1
            kind: AlertNotificationTarget
            metadata: { name: pager }
            spec: { target: pagerduty }
            """);

        SloDefinitionSet set = SloDefinitionReader.ReadFiles([_folder]);

        Assert.Empty(set.Findings);
        BurnRateRule rule = Assert.Single(Assert.Single(set.Objectives).BurnRateRules);
        Assert.Equal((14.4m, TimeSpan.FromHours(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(2)), (rule.Factor, rule.LongWindow, rule.ShortWindow, rule.Settings.Hold));
    }

    [Fact]
    public void DanglingReference_InASetOfFiles_NamesBothEnds()
    {
        Write("1.yaml", Definition.Slo(spec: "alertPolicies: [ { alertPolicyRef: fasst } ]"));
        Write("2.yaml", """
            apiVersion: openslo/v1
            kind: AlertPolicy
            metadata: { name: fast }
            spec: { alertWhenBreaching: true, conditions: [ { conditionRef: burn } ], notificationTargets: [ { targetRef: pager } ] }
            """);

        SloDefinitionSet set = SloDefinitionReader.ReadFiles([_folder]);

        Assert.Empty(set.Objectives);
        Assert.Equal(3, set.Findings.Count(finding => finding is { Code: "SLO0201", Severity: SloFindingSeverity.Error }));
        Assert.Contains(set.Findings, finding => finding.Message == "AlertPolicy 'fasst', which 'checkout' refers to, is not declared; did you mean fast?");
    }

    [Fact]
    public void DanglingReference_InADocumentOnItsOwn_IsAWarningUnlessTheSetIsSaidToBeWhole()
    {
        var text = Definition.Slo(spec: "alertPolicies: [ { alertPolicyRef: fast } ]");

        SloDefinitionSet alone = Definition.Strict(text);
        SloDefinitionSet whole = SloDefinitionReader.Read(text, "slo.yaml", new SloReadOptions { IsComplete = true });

        Assert.True(alone.IsValid);
        Assert.Equal(SloFindingSeverity.Warning, Assert.Single(alone.Findings).Severity);
        Assert.Equal(SloFindingSeverity.Error, Assert.Single(whole.Findings).Severity);
    }

    // Also of a policy that no SLO uses.
    [Theory]
    [InlineData("conditions: [ { conditionRef: burnn } ], notificationTargets: [ { targetRef: pager } ]", "AlertCondition 'burnn', which 'fast' refers to")]
    [InlineData("conditions: [ { conditionRef: burn } ], notificationTargets: [ { targetRef: phone } ]", "AlertNotificationTarget 'phone', which 'fast' refers to")]
    public void DanglingReference_OfAPolicy_IsAnErrorInStrictModeAndAWarningElse(string spec, string ends)
    {
        var text = $$"""
            apiVersion: openslo/v1
            kind: AlertPolicy
            metadata: { name: fast }
            spec: { alertWhenBreaching: true, {{spec}} }
            ---
            apiVersion: openslo/v1
            kind: AlertNotificationTarget
            metadata: { name: pager }
            spec: { target: email }
            ---
            apiVersion: openslo/v1
            kind: AlertCondition
            metadata: { name: burn }
            spec: { severity: page, condition: { kind: burnrate, op: gte, threshold: 14.4, lookbackWindow: 1h } }
            ---

            """ + Definition.Slo();

        SloFinding strict = Assert.Single(Definition.Strict(text).Findings);
        SloFinding lenient = Assert.Single(SloDefinitionReader.Read(text, "slo.yaml").Findings);

        Assert.Equal((SloFindingCodes.UnknownReference, SloFindingSeverity.Error, 4), (strict.Code, strict.Severity, strict.Line));
        Assert.Equal((SloFindingCodes.UnknownReference, SloFindingSeverity.Warning, 4), (lenient.Code, lenient.Severity, lenient.Line));
        Assert.Contains(ends, strict.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(
            SloDefinitionReader.Read(text, "slo.yaml", new SloReadOptions { IsStrict = true, IsComplete = false }).Findings,
            finding => finding.Severity == SloFindingSeverity.Error);
    }

    // Also where no condition and no target is declared at all, if the SLO finds its policy.
    [Fact]
    public void DanglingReference_OfThePolicyOfAnSlo_IsAnErrorInStrictMode()
    {
        var text = """
            apiVersion: openslo/v1
            kind: AlertPolicy
            metadata: { name: fast }
            spec: { alertWhenBreaching: true, conditions: [ { conditionRef: burn } ], notificationTargets: [ { targetRef: pager } ] }
            ---

            """ + Definition.Slo(spec: "alertPolicies: [ { alertPolicyRef: fast } ]");

        SloDefinitionSet strict = Definition.Strict(text);

        Assert.Empty(strict.Objectives);
        Assert.Equal(
            [(SloFindingCodes.UnknownReference, SloFindingSeverity.Error), (SloFindingCodes.UnknownReference, SloFindingSeverity.Error)],
            strict.Findings.Select(finding => (finding.Code, finding.Severity)));
        Assert.DoesNotContain(SloDefinitionReader.Read(text, "slo.yaml").Findings, finding => finding.Severity == SloFindingSeverity.Error);
    }

    [Fact]
    public void DanglingReference_InADocumentWhoseOthersAreFound_IsAnError()
    {
        const string Sli = "\n---\napiVersion: openslo/v1\nkind: SLI\nmetadata: { name: sli }\nspec: { " + Definition.Ratio + " }\n";
        var text = Definition.Slo(spec: "alertPolicies: [ { alertPolicyRef: none } ]");
        var inline = text.Split('\n').Single(line => line.Contains("indicator:", StringComparison.Ordinal));

        Assert.Equal("SLO0201", Definition.Error(text.Replace(inline, "  indicatorRef: sli", StringComparison.Ordinal) + Sli).Code);
        Assert.Equal(
            "SLI 'slo', which 'checkout' refers to, is not declared; did you mean sli?",
            Definition.Error(Definition.Slo().Replace(inline, "  indicatorRef: slo", StringComparison.Ordinal) + Sli).Message);
    }

    [Fact]
    public void DuplicateName_InTwoFiles_NamesBothPlaces()
    {
        Write("1.yaml", Definition.Slo("checkout"));
        Write("2.yaml", Definition.Slo("other", metadata: "annotations: { slo.dev/name: CHECKOUT }"));

        SloFinding finding = Assert.Single(SloDefinitionReader.ReadFiles([_folder]).Findings);

        Assert.Equal("SLO0202", finding.Code);
        Assert.EndsWith("2.yaml", finding.File, StringComparison.Ordinal);
        Assert.Contains("1.yaml(4,9)", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Encoding_OfBomAndCrlf_IsAccepted_AndAnyOtherRefusedWithItsPlace()
    {
        var text = Definition.Slo();
        Assert.True(ReadBytes([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\r\n"))]).IsValid);

        Assert.Equal("SLO0002", Assert.Single(ReadBytes([.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(text)]).Findings).Code);
        Assert.Equal("SLO0002", Assert.Single(ReadBytes(Encoding.Unicode.GetBytes(text)).Findings).Code);
        SloFinding latin = Assert.Single(ReadBytes(Encoding.Latin1.GetBytes(text + "\n# Zürich")).Findings);
        Assert.Equal(("SLO0002", text.Split('\n').Length + 1, 4), (latin.Code, latin.Line, latin.Column));
        SloFinding zero = Assert.Single(ReadBytes([.. Encoding.UTF8.GetBytes("a: 1\nb: "), 0, 1]).Findings);
        Assert.Equal(("SLO0002", 2, 4), (zero.Code, zero.Line, zero.Column));
    }

    [Fact]
    public void Path_ThatCannotBeRead_IsAFinding()
    {
        File.WriteAllBytes(Path.Combine(_folder, "big.yaml"), new byte[17 * 1024 * 1024]);
        Directory.CreateSymbolicLink(Path.Combine(_folder, "loop"), _folder);

        Assert.Equal("SLO0006", Assert.Single(SloDefinitionReader.ReadFiles([Path.Combine(_folder, "none.yaml")]).Findings).Code);
        Assert.Equal("SLO0003", Assert.Single(SloDefinitionReader.ReadFiles([Path.Combine(_folder, "big.yaml")]).Findings).Code);
        Assert.Contains(SloDefinitionReader.ReadFiles([_folder]).Findings, finding => finding.Code == "SLO0003");
    }

    [Fact]
    public void Culture_ChangesNothing()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            foreach (var culture in new[] { "de-DE", "tr-TR" })
            {
                CultureInfo.CurrentCulture = new CultureInfo(culture);
                Assert.Equal(0.999m, Definition.One(Definition.Slo()).TargetRatio);
                Assert.False(Definition.Strict(Definition.Slo(objective: "target: '0,999'")).IsValid);
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private SloDefinitionSet ReadBytes(byte[] bytes)
    {
        var path = Path.Combine(_folder, "bytes.yaml");
        File.WriteAllBytes(path, bytes);
        return SloDefinitionReader.ReadFiles([path]);
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }
}
