using Slo.Testing;
using Xunit;

namespace Slo.Tests.Sloth;

/// <summary>Sloth's own examples and golden files, and what Sloth itself refuses.</summary>
public sealed class SlothReaderTests
{
    public static TheoryData<string> Specs() => Files("spec.yaml", "*");

    public static TheoryData<string> Validated() => Files("validate", "");

    [Theory]
    [MemberData(nameof(Specs))]
    public void Spec_OfTheOracle_IsRead(string path)
    {
        Assert.SkipWhen(Oracle.MissingReason is not null, Oracle.MissingReason ?? "");

        SloDefinitionSet set = SloDefinitionReader.ReadFiles([Oracle.PathOf("sloth", "dev", path)], new SloReadOptions { IsStrict = true });

        Assert.True(set.IsValid, string.Join('\n', set.Findings));
        Assert.NotEmpty(set.Objectives);
        Assert.All(set.Objectives, objective => Assert.IsType<QueryIndicator>(objective.Indicator));
        Assert.All(set.Findings, finding => Assert.Equal("SLO0402", finding.Code));
    }

    // Sloth has no rules for 28 days unless told; here every period has some, so that file is good. A duplicate in another file is known only together with it.
    [Theory]
    [MemberData(nameof(Validated))]
    public void ValidateFile_OfTheOracle_GetsSlothsVerdict(string path)
    {
        Assert.SkipWhen(Oracle.MissingReason is not null, Oracle.MissingReason ?? "");

        SloDefinitionSet set = SloDefinitionReader.ReadFiles([Oracle.PathOf("sloth", "dev", path)], new SloReadOptions { IsStrict = true });

        var isBad = path.Contains("bad-", StringComparison.Ordinal) && !path.Contains("bad-openslo", StringComparison.Ordinal);
        Assert.True(set.IsValid != isBad, string.Join('\n', set.Findings));
    }

    [Fact]
    public void Duplicates_InTwoFiles_AreRefused()
    {
        Assert.SkipWhen(Oracle.MissingReason is not null, Oracle.MissingReason ?? "");

        SloDefinitionSet set = SloDefinitionReader.ReadFiles([
            Oracle.PathOf("sloth", "dev", "validate", "validate_with_duplicates__openslo__bad-openslo-1-original.yaml"),
            Oracle.PathOf("sloth", "dev", "validate", "validate_with_duplicates__openslo__bad-openslo-1-duplicate.yaml")]);

        Assert.Equal("SLO0202", Assert.Single(set.Findings).Code);
    }

    [Fact]
    public void Slo_BecomesAnObjectiveWithSlothsRules()
    {
        SloObjective objective = Definition.One(Spec("objective: 99.9"));

        Assert.Equal(("svc-slo1", "svc", "me"), (objective.Name, objective.Service, objective.Owner));
        Assert.Equal(new QueryIndicator("Prometheus") { Bad = "errors[{{.window}}]", Total = "all[{{.window}}]" }, objective.Indicator);
        Assert.Equal([14.4m, 6m, 3m, 1m], objective.BurnRateRules.Select(rule => rule.Factor));
        Assert.All(objective.BurnRateRules, rule => Assert.Equal(ThresholdComparison.Above, rule.Comparison));
        Assert.Equal(("Alert", """{"a":"b"}""", "slo1"),
            (objective.Annotations["slo.dev/alert-name"], objective.Annotations["slo.dev/page-labels"], objective.Annotations["slo.dev/sloth-name"]));
    }

    [Fact]
    public void Period_OfSevenDays_TakesTheSharesOfSlothsExample()
    {
        SloDefinitionSet set = SloDefinitionReader.Read(Spec("objective: 99.9"), "sloth.yaml", new SloReadOptions { SlothPeriod = TimeSpan.FromDays(7) });

        Assert.Equal([13.44m, 3.5m, 1.4m, 0.98m], Assert.Single(set.Objectives).BurnRateRules.Select(rule => rule.Factor));
    }

    [Theory]
    [InlineData("objective: 100", "SLO0119")]
    [InlineData("objectiv: 99", "SLO0110")]
    [InlineData("objective: 0", "SLO0119")]
    public void Slo_ThatIsWrong_IsRefused(string objective, string code) =>
        Assert.Contains(Definition.Strict(Spec(objective)).Findings, finding => finding.Code == code && finding.Severity == SloFindingSeverity.Error);

    [Fact]
    public void Query_WithoutAWindow_IsRefused() => Assert.Equal("SLO0401", Definition.Error(Spec("objective: 99").Replace("errors[{{.window}}]", "errors[5m]", StringComparison.Ordinal)).Code);

    [Fact]
    public void Rule_OutOfReach_IsLeftOutAndSaid()
    {
        SloDefinitionSet set = Definition.Strict(Spec("objective: 90"));

        Assert.Equal([6m, 3m, 1m], Assert.Single(set.Objectives).BurnRateRules.Select(rule => rule.Factor));
        Assert.Equal("SLO0403", Assert.Single(set.Findings).Code);
    }

    private static string Spec(string objective) => $$$"""
        version: prometheus/v1
        service: svc
        labels: { owner: me }
        slos:
          - name: slo1
            {{{objective}}}
            sli: { events: { error_query: "errors[{{.window}}]", total_query: "all[{{.window}}]" } }
            alerting: { name: Alert, page_alert: { labels: { a: b } } }
        """;

    private static TheoryData<string> Files(string name, string folder) => Oracle.MissingReason is not null
        ? ["(absent)"]
        : [.. (folder.Length > 0
                ? Directory.EnumerateFiles(Oracle.PathOf("sloth", "dev"), name, SearchOption.AllDirectories)
                : Directory.EnumerateFiles(Oracle.PathOf("sloth", "dev", name)))
            .Select(path => Path.GetRelativePath(Oracle.PathOf("sloth", "dev"), path)).Order(StringComparer.Ordinal)];
}
