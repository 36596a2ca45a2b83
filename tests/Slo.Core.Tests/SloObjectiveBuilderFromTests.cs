using Xunit;

namespace Slo.Tests;

public sealed class SloObjectiveBuilderFromTests
{
    [Fact]
    public void From_AnyObjective_BuildsTheSame()
    {
        SloObjective objective = new SloObjectiveBuilder("checkout").TargetPercent(99.5m).Calendar(CalendarUnit.Month, "Europe/Berlin")
            .DisplayName("Checkout").Service("shop").Description("Customers can pay").Owner("team-pay").Label("tier", "1").Runbook("https://runbooks.example/pay")
            .HttpServer(http => http.Route("POST", "/orders")).FasterThan(TimeSpan.FromMilliseconds(300)).GroupBy("http.route", 7).Compact()
            .BurnRateRule(AlertSeverity.Page, 14.4m, TimeSpan.FromHours(1), minimumEvents: 10, settings: new AlertRuleSettings { Hold = TimeSpan.FromMinutes(2), MinimumBadEvents = 3 })
            .SilenceRule(AlertSeverity.Ticket, TimeSpan.FromMinutes(10)).Build();

        SloObjective copy = SloObjectiveBuilder.From(objective).Build();

        Assert.True(copy.CountsLike(objective));
        Assert.True(copy.IsSameAs(objective));
        Assert.Equal(objective.Grouping, copy.Grouping);
    }

    [Fact]
    public void From_DefaultRules_FollowThePeriodSetAfterwards()
    {
        SloObjective month = new SloObjectiveBuilder("checkout").TargetPercent(99.9m).SilenceRule(AlertSeverity.Page, TimeSpan.FromHours(1)).Build();

        SloObjective week = SloObjectiveBuilder.From(month).Rolling(TimeSpan.FromDays(7)).Build();

        Assert.Equal([16.8m, 8.4m, 1m], week.BurnRateRules.Select(rule => rule.Factor));
        Assert.Equal(4, week.Rules.Count);
    }

    [Fact]
    public void From_RulesByBudget_KeepTheirFractionWhateverThePeriod()
    {
        // 14/15, which no decimal says exactly.
        SloObjective four = new SloObjectiveBuilder("checkout").TargetPercent(99.9m).Rolling(TimeSpan.FromDays(28))
            .BudgetRule(AlertSeverity.Ticket, 0.1m, TimeSpan.FromDays(3)).Build();

        SloObjective same = SloObjectiveBuilder.From(four).Build();
        SloObjective longer = SloObjectiveBuilder.From(four).Rolling(TimeSpan.FromDays(90)).Build();

        Assert.Equal(four.BurnRateRules[0].ExactFactor, same.BurnRateRules[0].ExactFactor);
        Assert.Equal((0.1m, 3m), (Assert.Single(longer.BurnRateRules).BudgetFraction, longer.BurnRateRules[0].Factor));
    }

    [Fact]
    public void From_RulesByFactor_KeepTheirFactorWhateverThePeriod()
    {
        SloObjective month = new SloObjectiveBuilder("checkout").TargetPercent(99.9m).BurnRateRule(AlertSeverity.Page, 14.4m, TimeSpan.FromHours(1)).Build();

        SloObjective longer = SloObjectiveBuilder.From(month).Rolling(TimeSpan.FromDays(60)).TargetPercent(99).Build();

        Assert.Equal((0.01m, 14.4m), (Assert.Single(longer.BurnRateRules).BudgetFraction, longer.BurnRateRules[0].Factor));
    }

    [Fact]
    public void From_ThresholdRules_KeepTheirRatioWhateverTheTarget()
    {
        SloObjective strict = new SloObjectiveBuilder("checkout").TargetPercent(99.9m).ThresholdRule(AlertSeverity.Page, 0.01m, TimeSpan.FromMinutes(10)).Build();

        SloObjective loose = SloObjectiveBuilder.From(strict).TargetPercent(99).Build();

        Assert.Equal(10, strict.BurnRateRules[0].Factor);
        Assert.Equal(1, Assert.Single(loose.BurnRateRules).Factor);
    }

    [Fact]
    public void RulesOf_AnotherObjective_ReplacesAllRules()
    {
        SloObjective other = new SloObjectiveBuilder("other").TargetPercent(99).Rolling(TimeSpan.FromDays(7)).RemainingBudgetRule(AlertSeverity.Ticket, 0.25m).Build();

        SloObjective objective = new SloObjectiveBuilder("checkout").TargetPercent(99.9m)
            .BurnRateRule(AlertSeverity.Page, 10, TimeSpan.FromHours(2)).SilenceRule(AlertSeverity.Page, TimeSpan.FromHours(1)).RulesOf(other).Build();

        Assert.Equal(other.Rules.Select(rule => rule.ToString()), objective.Rules.Select(rule => rule.ToString()));
    }

    [Fact]
    public void RulesOf_WhatTheTargetCannotReach_IsAFault()
    {
        SloObjective other = new SloObjectiveBuilder("other").TargetPercent(99.9m).Build();

        SloDefinitionException refused = Assert.Throws<SloDefinitionException>(new SloObjectiveBuilder("checkout").TargetPercent(90).RulesOf(other).Build);

        Assert.Contains("can never hold", refused.Message, StringComparison.Ordinal);
    }
}
