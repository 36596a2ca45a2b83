using Xunit;

namespace Slo.Tests;

/// <summary>Findings have the place, the value and a remedy; all are reported at once.</summary>
public sealed class FindingTests
{
    private const string Hint = "did you mean ";

    [Fact]
    public void Findings_OfOneDocument_ComeAllAtOnceAndInOrder()
    {
        SloDefinitionSet set = Definition.Strict("""
            apiVersion: openslo/v1
            kind: SLO
            metadata:
              name: Check_out
            spec:
              servise: shop
              indicatorRef: sli
              timeWindow: [ { duration: P30D, isRolling: true } ]
              budgetingMethod: Occurences
              objectives:
                - target: 99.9
                - target: 0.99
                  targetPercent: 99
            """);

        Assert.Equal(
            [(4, 9, "SLO0116"), (6, 3, "SLO0110"), (6, 3, "SLO0111"), (8, 29, "SLO0120"), (9, 20, "SLO0114"), (11, 15, "SLO0119"), (12, 15, "SLO0113")],
            set.Findings.Select(finding => (finding.Line, finding.Column, finding.Code)));
        Assert.Equal(
            ["service", "30d", "Occurrences", "targetPercent: 99.9"],
            set.Findings.Where(finding => finding.Message.Contains(Hint, StringComparison.Ordinal))
                .Select(finding => finding.Message.Split(Hint)[1].TrimEnd('?')));
    }

    [Theory]
    [InlineData("target: 1", "SLO0119")]
    [InlineData("targetPercent: 100", "SLO0119")]
    [InlineData("target: .nan", "SLO0118")]
    [InlineData("target: .inf", "SLO0118")]
    [InlineData("target: ~", "SLO0118")]
    [InlineData("target: 1_000", "SLO0118")]
    [InlineData("target: -0.1", "SLO0119")]
    [InlineData("target: [0.9]", "SLO0118")]
    [InlineData("target: '0.999'", "SLO0118")]
    [InlineData("target: 0.9999999999999999999", "SLO0119")]
    [InlineData("target: 0.9, op: gt", "SLO0124")]
    [InlineData("target: 0.9, compositeWeight: 0", "SLO0125")]
    public void Objective_ThatIsWrong_IsRefused(string objective, string code) =>
        Assert.Equal(code, Definition.Error(Definition.Slo(objective: objective)).Code);

    [Theory]
    [InlineData("duration: 0d, isRolling: true", "SLO0125")]
    [InlineData("duration: 30D, isRolling: true", "SLO0120")]
    [InlineData("duration: 90s, isRolling: true", "SLO0120")]
    [InlineData("duration: 1.5h, isRolling: true", "SLO0120")]
    [InlineData("duration: 99999999999999999999d, isRolling: true", "SLO0120")]
    [InlineData("duration: 2000000000Y, isRolling: true", "SLO0120")]
    [InlineData("duration: 2Y, isRolling: true", "SLO0125")]
    [InlineData("duration: '', isRolling: true", "SLO0111")]
    [InlineData("duration: 1M, isRolling: false", "SLO0113")]
    [InlineData("duration: 1M, isRolling: yes", "SLO0114")]
    [InlineData("duration: 1M, calendar: { startTime: 2026-02-30 00:00:00, timeZone: UTC }", "SLO0121")]
    [InlineData("duration: 1M, calendar: { startTime: 2026-01-01, timeZone: UTC }", "SLO0121")]
    [InlineData("duration: 1M, calendar: { startTime: 2026-01-01 00:00:00, timeZone: Mars/Olympus }", "SLO0122")]
    [InlineData("duration: 1M, calendar: { startTime: 2026-01-01 00:00:00, timeZone: Pacific Standard Time }", "SLO0122")]
    [InlineData("duration: 1M, calendar: { startTime: 2026-01-01 00:00:00, timeZone: posixrules }", "SLO0122")]
    [InlineData("duration: 1M, calendar: { startTime: 2026-01-01 00:00:00 }", "SLO0111")]
    public void Window_ThatIsWrong_IsRefused(string window, string code)
    {
        SloDefinitionSet set = Definition.Strict(Definition.Slo(window: window));

        Assert.Contains(set.Findings, finding => finding.Severity == SloFindingSeverity.Error && finding.Code == code);
    }

    [Theory]
    [InlineData("displayName", 63)]
    [InlineData("description", 1050)]
    public void Text_IsAsLongAsItsCharacters_AndNotItsCodeUnits(string field, int most)
    {
        string Document(int count) => field == "displayName"
            ? Definition.Slo(metadata: $"displayName: {string.Concat(Enumerable.Repeat("\U0001F680", count))}")
            : Definition.Slo(spec: $"description: {string.Concat(Enumerable.Repeat("\U0001F680", count))}");

        Assert.True(Definition.Strict(Document(most)).IsValid);
        SloFinding finding = Definition.Error(Document(most + 1));
        Assert.Equal("SLO0115", finding.Code);
        Assert.Contains(FormattableString.Invariant($"has {most + 1} characters"), finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void UnknownField_InLenientMode_IsAWarning()
    {
        SloDefinitionSet set = Definition.Lenient(Definition.Slo(spec: "budgettingMethod: Timeslices"));

        Assert.True(set.IsValid);
        Assert.Single(set.Objectives);
        Assert.Equal((SloFindingSeverity.Warning, "SLO0110"), (Assert.Single(set.Findings).Severity, set.Findings[0].Code));
    }

    [Fact]
    public void Annotation_MisspeltOrMalformed_IsNeverSilent()
    {
        SloFinding unknown = Definition.Error(Definition.Slo(metadata: "annotations: { slo.dev/ownr: me }"));
        Assert.Equal("SLO0308", unknown.Code);
        Assert.Contains("slo.dev/owner?", unknown.Message, StringComparison.Ordinal);
        Assert.Equal("SLO0308", Definition.Error(Definition.Slo(metadata: "annotations: { slo.dev/latency-threshold: fast }")).Code);
        Assert.Equal("SLO0308", Definition.Error(Definition.Slo(metadata: "annotations: { slo.dev/short-window: 5m }")).Code);
        Assert.Equal("SLO0308", Definition.Error(Definition.Slo(metadata: "annotations: { slo.dev/other-rules: quiet 5m page }")).Code);
    }

    [Theory]
    [InlineData("", "SLO0101")]
    [InlineData("# nothing", "SLO0101")]
    [InlineData("~", "SLO0101")]
    public void File_WithoutSlos_IsWarnedOf(string text, string code)
    {
        SloDefinitionSet set = Definition.Strict(text);

        Assert.True(set.IsValid);
        Assert.Equal(code, Assert.Single(set.Findings).Code);
    }

    [Theory]
    [InlineData("apiVersion: openslo/v2\nkind: SLO", "SLO0102")]
    [InlineData("kind: SLO", "SLO0102")]
    [InlineData("apiVersion: openslo/v1\nkind: Slo\nmetadata: { name: a }", "SLO0103")]
    [InlineData("just text", "SLO0104")]
    [InlineData("apiVersion: openslo/v1\nkind: Service\nkind: Service\nmetadata: { name: a }", "SLO0004")]
    [InlineData("apiVersion: openslo/v1\nkind: Service\nmetadata: { name: a, labels: { -x: y } }", "SLO0117")]
    [InlineData("apiVersion: openslo/v1\nkind: Service\nmetadata: [ a ]", "SLO0112")]
    public void Document_ThatIsNone_IsRefused(string text, string code) => Assert.Equal(code, Definition.Error(text).Code);
}
