using Xunit;

namespace Slo.Tests.OpenSlo;

/// <summary>Error-budget policies as annotations of OpenSLO.</summary>
public sealed class PolicyAnnotationTests
{
    [Fact]
    public void Annotation_StaysOfTheObjective_AndIsWrittenAgain()
    {
        const string Policy = "budget below 25%: require-review; burn rate 6 over 6h until 5: freeze-releases, close-feature:extras";
        SloObjective objective = Definition.One(Definition.Slo(metadata: $$"""annotations: { slo.dev/error-budget-policy: "{{Policy}}", slo.dev/policy-override: ann }"""));
        SloPolicy policy = Assert.Single(SloPolicy.OfAnnotations([objective]));
        SloObjective again = Definition.One(OpenSloWriter.Write([objective], out _));

        Assert.Equal(("checkout", "ann", 2), (policy.Name, policy.WhoMayOverride, policy.Levels.Count));
        Assert.Equal(Policy, again.Annotations[SloPolicy.Annotation]);
        Assert.Equal("ann", again.Annotations[SloPolicy.OverrideAnnotation]);
    }

    [Theory]
    [InlineData("slo.dev/error-budget-policy: sometimes", SloFindingCodes.PolicyAnnotation, "'sometimes' is no level")]
    [InlineData("slo.dev/error-budget-policy: 'budget below 25%: shout'", SloFindingCodes.PolicyAnnotation, "'shout': is unknown")]
    [InlineData("slo.dev/error-budget-policy: 'budget below 125%: tell-owner'", SloFindingCodes.PolicyLevel, "must be from -10000 % to 100 %")]
    [InlineData("slo.dev/policy-override: ann", SloFindingCodes.PolicyAnnotation, "belongs beside")]
    [InlineData("slo.dev/error-budget-policies: x", SloFindingCodes.InvalidAnnotation, "did you mean slo.dev/error-budget-policy")]
    public void Annotation_WithAFault_IsAnErrorWithItsPlace(string annotation, string code, string text)
    {
        SloDefinitionSet set = Definition.Strict(Definition.Slo(metadata: $"annotations: {{ {annotation} }}"));
        SloFinding error = set.Findings.First(finding => finding.Severity == SloFindingSeverity.Error);

        Assert.Equal((code, "slo.yaml"), (error.Code, error.File));
        Assert.Contains(text, error.ToString(), StringComparison.Ordinal);
        Assert.True(error.Line > 0);
        Assert.Empty(set.Objectives);
    }
}
