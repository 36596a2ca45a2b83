using System.Reflection;
using FsCheck.Xunit;
using Slo.Hosting.Policies;
using Slo.Testing;
using Xunit;

namespace Slo.Hosting.Tests.Policies;

/// <summary>Policies as annotations.</summary>
[SeededProperties]
public sealed class PolicyTextTests
{
    [Fact]
    public void Annotation_BecomesThePolicyOfItsObjective()
    {
        SloPolicy policy = Assert.Single(SloPolicy.OfAnnotations([Objective(
            "budget below 25%: require-review; budget below 0% until 10%: freeze-releases, tell-owner;burn rate 6.5 over 1h30m until 5 : CloseFeature:recommendations",
            "the director, in writing")]));

        Assert.Equal(("checkout", "the director, in writing"), (policy.Name, policy.WhoMayOverride));
        Assert.Equal(["checkout"], policy.Objectives);
        Assert.Equal(
            [
                "budget below 25%: require-review", "budget below 0% until 10%: freeze-releases, tell-owner",
                "burn rate 6.5 over 1h30m until 5: close-feature:recommendations",
            ],
            policy.Levels.Select(level => $"{level}: {string.Join(", ", level.Actions)}"));
        Assert.Empty(policy.Check("x"));
    }

    // All errors at once: each culprit is named.
    [Fact]
    public void Annotation_WithErrors_IsRefusedWithAllOfThem()
    {
        List<SloFinding> findings = [];
        IReadOnlyList<SloPolicy> policies = SloPolicy.OfAnnotations(
            [Objective("budget under 25%: require-review; budget below 10: tell-owner; burn rate 6 over 6h: shout, close-feature; burn rate 6", null)], findings.Add);

        Assert.Empty(policies);
        Assert.All(findings, finding => Assert.Equal((SloFindingCodes.PolicyAnnotation, "checkout"), (finding.Code, finding.Objective)));
        Assert.Equal(5, findings.Count);
        Assert.Contains("'budget under 25%: require-review' is no level", findings[0].Message, StringComparison.Ordinal);
        Assert.Contains("'shout': is unknown; write one of freeze-releases, require-review, tell-owner, close-feature:feature", findings[2].Message, StringComparison.Ordinal);
        Assert.Contains("does not say which feature", findings[3].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ; ")]
    [InlineData("budget below 25%")]
    [InlineData("budget below NaN%: tell-owner")]
    [InlineData("burn rate 1,5 over 1h: tell-owner")]
    [InlineData("budget below 25%: freeze-releases:now")]
    public void Annotation_ThatIsNoPolicy_IsRefused(string text)
    {
        List<SloFinding> findings = [];
        Assert.Empty(SloPolicy.OfAnnotations([Objective(text, null)], findings.Add));
        Assert.Single(findings);
    }

    [Fact]
    public void Annotation_AboutOverridesAlone_IsRefused()
    {
        List<SloFinding> findings = [];
        SloObjective objective = new SloObjectiveBuilder("checkout").TargetPercent(99).Annotation(SloPolicy.OverrideAnnotation, "me").Build();
        Assert.Empty(SloPolicy.OfAnnotations([objective], findings.Add));
        Assert.Equal(SloFindingCodes.PolicyAnnotation, Assert.Single(findings).Code);
    }

    [Property]
    public void Level_WrittenAndRead_IsTheSame(short below, byte above, ushort rate, ushort minutes, bool isBudget, bool hasEnd)
    {
        SloPolicyLevel level = isBudget
            ? new() { BudgetBelowRatio = below / 1000.0, EndsAtBudgetRatio = hasEnd ? (below / 1000.0) + (above / 1000.0) : null }
            : new() { BurnRateFrom = (rate + 1) / 100.0, Window = TimeSpan.FromMinutes(minutes + 1), EndsBelowBurnRate = hasEnd ? 0.01 : null };
        level = level with { Actions = [SloPolicyAction.TellOwner, SloPolicyAction.CloseFeature("a-b")] };

        SloPolicyLevel read = Assert.Single(PolicyText.Levels($"{level}: {string.Join(", ", level.Actions)}", Assert.Fail));

        Assert.Equal(level.ToString(), read.ToString());
        Assert.Equal(level.Actions, read.Actions);
        Assert.Equal(level.Limit, read.Limit, 12);
        Assert.Equal(level.End, read.End, 12);
    }

    // One more action is one more member and its entry in All.
    [Fact]
    public void EveryAction_IsInAll_AndReadByItsWord()
    {
        foreach (PropertyInfo property in typeof(SloPolicyAction).GetProperties(BindingFlags.Static | BindingFlags.Public)
            .Where(property => property.PropertyType == typeof(SloPolicyAction)))
        {
            Assert.Contains((SloPolicyAction)property.GetValue(null)!, SloPolicyAction.All);
        }

        foreach (SloPolicyAction action in SloPolicyAction.All)
        {
            var text = action.Word + (action.ArgumentName is null ? "" : ":x");
            Assert.Null(SloPolicyAction.TryParse(text, out SloPolicyAction? read));
            Assert.Null(SloPolicyAction.TryParse(text.Replace("-", "", StringComparison.Ordinal).ToUpperInvariant(), out _));
            Assert.Equal((action.Word, text), (read!.Word, read.ToString()));
            Assert.True(action.FreezesReleases || action.RequiresReview || action.TellsOwner || action.ClosesFeature, action.Word);
        }
    }

    private static SloObjective Objective(string policy, string? who)
    {
        SloObjectiveBuilder builder = new SloObjectiveBuilder("checkout").TargetPercent(99).Annotation(SloPolicy.Annotation, policy);
        return (who is null ? builder : builder.Annotation(SloPolicy.OverrideAnnotation, who)).Build();
    }
}
