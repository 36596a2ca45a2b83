using Xunit;

namespace Slo.Tests;

/// <summary>Documents written short: what a test does not care about is filled in.</summary>
internal static class Definition
{
    internal const string Ratio = "ratioMetric: { counter: true, good: { metricSource: { type: Prometheus, spec: { query: good } } }, total: { metricSource: { type: Prometheus, spec: { query: total } } } }";

    /// <summary>A whole SLO; replace parts of it to say what the test is about.</summary>
    internal static string Slo(
        string name = "checkout", string indicator = Ratio, string objective = "target: 0.999", string window = "duration: 30d, isRolling: true",
        string method = "Occurrences", string metadata = "", string spec = "") => $$"""
        apiVersion: openslo/v1
        kind: SLO
        metadata:
          name: {{name}}
          {{metadata}}
        spec:
          service: shop
          indicator: { metadata: { name: sli }, spec: { {{indicator}} } }
          timeWindow: [ { {{window}} } ]
          budgetingMethod: {{method}}
          objectives: [ { {{objective}} } ]
          {{spec}}
        """;

    internal static SloDefinitionSet Strict(string text) => SloDefinitionReader.Read(text, "slo.yaml", new SloReadOptions { IsStrict = true });

    internal static SloDefinitionSet Lenient(string text) => SloDefinitionReader.Read(text, "slo.yaml");

    /// <summary>The only objective of a document without errors.</summary>
    internal static SloObjective One(string text)
    {
        SloDefinitionSet set = Strict(text);
        Assert.True(set.IsValid, string.Join('\n', set.Findings));
        return Assert.Single(set.Objectives);
    }

    /// <summary>The only error of a document.</summary>
    internal static SloFinding Error(string text) =>
        Assert.Single(Strict(text).Findings, finding => finding.Severity == SloFindingSeverity.Error);
}
