using Xunit;

namespace Slo.Tests;

public sealed class SloDefinitionTests
{
    private static readonly SloDefinition Checkout = new() { Name = "checkout", TargetRatio = 0.999m };

    [Fact]
    public void Resolve_OfLeastSaid_IsWhatTheBuilderMakes()
    {
        SloObjective built = new SloObjectiveBuilder("checkout").TargetPercent(99.9m).Build();

        Assert.Equal(Checkout, built.Definition);
        Assert.Equal(built.Rules, Checkout.Resolve().Rules);
    }

    [Fact]
    public void Definition_OfAnObjective_IsTheDeclaredOne()
    {
        SloDefinition declared = Checkout with
        {
            Service = "shop",
            Period = SloPeriod.Rolling(TimeSpan.FromDays(28)),
            Rules = [SilenceRule.Define(AlertSeverity.Ticket, TimeSpan.FromMinutes(5)), BurnRateRule.DefineByBudget(AlertSeverity.Page, 0.02m, TimeSpan.FromHours(1))],
        };

        SloObjective objective = declared.Resolve();

        Assert.Same(declared, objective.Definition);
        Assert.Equal(declared, SloObjectiveBuilder.From(objective).Build().Definition);
        Assert.Equal(["page at 13.44x over 1h/5m", "ticket after 5m without events"], objective.Rules.Select(rule => rule.ToString()));
    }

    [Fact]
    public void Rules_Resolved_KnowTheirBasis()
    {
        SloObjective objective = (Checkout with
        {
            Rules =
            [
                BurnRateRule.Define(AlertSeverity.Page, 10, TimeSpan.FromHours(1)),
                BurnRateRule.DefineByBudget(AlertSeverity.Page, 0.02m, TimeSpan.FromHours(1)),
                BurnRateRule.DefineByErrorRatio(AlertSeverity.Page, 0.01m, TimeSpan.FromHours(1)),
            ],
        }).Resolve();

        Assert.Equal(
            [("factor", 10m), ("budgetFraction", 0.02m), ("errorRatio", 0.01m)],
            objective.Rules.Select(rule => rule.Definition.Values.First()).Select(value => (value.Key.Name, (decimal)value.Value)));
        Assert.DoesNotContain(objective.Rules, rule => rule.IsDefault);
    }

    [Fact]
    public void Rules_OfThePeriod_AreMarkedAsDefaults()
    {
        SloObjective objective = (Checkout with { Rules = [ExhaustionRule.Define(AlertSeverity.Page, TimeSpan.FromDays(1))] }).Resolve();

        Assert.Equal([true, true, true, true, false], objective.Rules.Select(rule => rule.IsDefault));
    }

    [Fact]
    public void UsesDefaultRules_WithARuleThatReplacesThem_IsFalse()
    {
        SloDefinition own = Checkout with { Rules = [BurnRateRule.Define(AlertSeverity.Page, 10, TimeSpan.FromHours(1))] };

        Assert.True(Checkout.UsesDefaultRules);
        Assert.False(own.UsesDefaultRules);
        Assert.Empty((Checkout with { UsesDefaultRules = false }).Resolve().Rules);
    }

    [Fact]
    public void Rules_WithEqualMeaning_AreEqualHoweverDeclared()
    {
        SloObjective one = (Checkout with { Rules = [BurnRateRule.Define(AlertSeverity.Page, 14.4m, TimeSpan.FromHours(1))] }).Resolve();
        SloObjective other = (Checkout with { Rules = [BurnRateRule.DefineByBudget(AlertSeverity.Page, 0.02m, TimeSpan.FromHours(1))] }).Resolve();

        Assert.Equal(one.Rules, other.Rules);
        Assert.NotEqual(one.Definition, other.Definition);
    }

    [Fact]
    public void Resolve_OfWhatCannotBe_HasAllErrorsAtOnce()
    {
        SloDefinition broken = new()
        {
            Name = "",
            TargetRatio = 99.9m,
            LatencyThreshold = TimeSpan.Zero,
            Grouping = new SloGrouping("tenant", 0),
            Rules = [SilenceRule.Define(AlertSeverity.Page, TimeSpan.Zero), BurnRateRule.Define(AlertSeverity.Page, 0, TimeSpan.FromHours(1))],
        };

        SloDefinitionException refused = Assert.Throws<SloDefinitionException>(broken.Resolve);

        Assert.Equal(6, refused.Findings.Count);
    }

    [Fact]
    public void Values_OfAnotherUnitOrMissing_AreRefused()
    {
        AlertRuleBasis basis = SilenceRule.Kind.Bases[0];

        Assert.Throws<ArgumentException>(() => new AlertRuleDefinition(basis, AlertSeverity.Page, []));
        Assert.Throws<ArgumentException>(() => new AlertRuleDefinition(basis, AlertSeverity.Page, [new(basis.Condition, "10m")]));
    }
}
