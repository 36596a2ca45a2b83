using Xunit;

namespace Slo.Hosting.Tests.Policies;

public sealed class SloPoliciesTests
{
    private static readonly SloPolicy Shop = new()
    {
        Name = "shop",
        Services = ["SHOP"],
        Levels =
        [
            new() { BudgetBelowRatio = 0.5, EndsAtBudgetRatio = 0.6, Actions = [SloPolicyAction.RequireReview] },
            new() { BudgetBelowRatio = 0.2, EndsAtBudgetRatio = 0.4, Actions = [SloPolicyAction.FreezeReleases, SloPolicyAction.CloseFeature("Extras")] },
        ],
    };

    [Fact]
    public void Levels_FollowTheBudgetDownAndUp_AndAreNotedOnce()
    {
        using PolicyWorld world = new(Shop);
        world.Count(1000, 0);
        Assert.Empty(world.InForce);

        // 60 of 1060 are bad: 43 % of the budget is left.
        world.Count(0, 60);
        world.Count(0, 0);
        Assert.Equal(["budget below 50% until 60%"], world.InForce);
        Assert.True(world.Policies.IsFeatureOpen("extras"));

        world.Count(0, 40);
        Assert.Equal(["budget below 50% until 60%", "budget below 20% until 40%"], world.InForce);
        Assert.False(world.Policies.IsFeatureOpen("extras"));
        Assert.True(world.Policies.IsFeatureOpen("other"));
        Assert.True(world.Policies.IsFeatureOpen(null));

        // 100 of 1500: a third is left, between the two values of the lower level.
        world.Count(400, 0);
        Assert.Equal(2, world.InForce.Count());
        world.Count(1000, 0);
        Assert.Empty(world.InForce);
        Assert.Equal(
            [
                "entered budget below 50% until 60%", "entered budget below 20% until 40%", "left budget below 50% until 60%",
                "left budget below 20% until 40%",
            ],
            world.Noted);
        Assert.All(world.Registry.Ledger.Entries, entry => Assert.Equal(("slo", "checkout", "shop"), (entry.Actor, entry.Objective, entry.Details[SloLedgerDetails.Policy])));
    }

    [Fact]
    public void Reason_SaysTheValueAndTheLimit()
    {
        using PolicyWorld world = new(Shop);
        world.Policies.Evaluate();
        Assert.Equal("no events in the period: the level is not in force", world.Policies.Statuses[0].Reason);
        Assert.Null(world.Policies.Statuses[0].Value);

        world.Count(940, 60);
        Assert.Equal("40 % of the error budget is left, below 50 %", world.Policies.Statuses[0].Reason);
        Assert.Equal("40 % of the error budget is left, not below 20 %", world.Policies.Statuses[1].Reason);
        world.Count(300, 0);
        Assert.Equal("53 % of the error budget is left; it was below 50 %, and the level ends at 60 %", world.Policies.Statuses[0].Reason);
    }

    // Between its two values a level is what it was: also after a restart, and without a second entry.
    [Fact]
    public void Level_BetweenItsValues_ContinuesAfterARestart()
    {
        using PolicyWorld world = new(Shop);
        world.Count(940, 60);
        world.Count(300, 0);
        DateTimeOffset? since = world.Policies.Statuses[0].Since;

        world.Restart();
        Assert.Equal(["budget below 50% until 60%"], world.InForce);
        Assert.Single(world.Noted);
        Assert.Equal(since, world.Policies.Statuses[0].Since);

        world.Count(10_000, 0);
        world.Restart();
        Assert.Empty(world.InForce);
        Assert.Equal(2, world.Noted.Count());
    }

    [Fact]
    public void Level_OfAPolicyThatIsNotDeclaredAnyMore_Ends()
    {
        using PolicyWorld world = new(Shop);
        world.Count(940, 60);
        world.Policies.Replace([]);
        world.Policies.Evaluate();

        Assert.Empty(world.Policies.Statuses);
        Assert.Equal("left budget below 50% until 60%", world.Noted.Last());
        world.Policies.Evaluate();
        Assert.Equal(2, world.Noted.Count());
    }

    // A new month has its own budget.
    [Fact]
    public void Level_OfACalendarPeriod_EndsWithItAndSaysWhen()
    {
        using PolicyWorld world = new(new(new DateTimeOffset(2026, 1, 31, 23, 59, 0, TimeSpan.Zero)), o => o.Calendar(CalendarUnit.Month), Shop);
        world.Count(900, 95);
        SloPolicyStatus frozen = world.Policies.Statuses[1];
        Assert.Equal((true, new DateTimeOffset(2026, 2, 1, 0, 0, 0, TimeSpan.Zero)), (frozen.IsInForce, frozen.Until));

        world.Count(0, 0, TimeSpan.FromMinutes(2));
        Assert.Empty(world.InForce);
        Assert.Null(world.Policies.Statuses[1].Value);
        world.Count(1000, 0);
        Assert.Empty(world.InForce);
        Assert.Equal(4, world.Noted.Count());
    }

    [Fact]
    public void Level_OfARollingPeriod_EndsWhenItsBadEventsLeaveIt()
    {
        using PolicyWorld world = new(Shop);
        world.Count(900, 95);
        Assert.Equal(2, world.InForce.Count());
        Assert.Null(world.Policies.Statuses[1].Until);

        world.Count(100, 0, TimeSpan.FromHours(25));
        world.Count(100, 0);
        Assert.Empty(world.InForce);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(7)]
    public void Level_OfTheBurnRate_IsOverItsWindow(int minutes)
    {
        SloPolicy policy = new()
        {
            Name = "burn",
            Levels = [new() { BurnRateFrom = 4, Window = TimeSpan.FromMinutes(minutes), EndsBelowBurnRate = 2, Actions = [SloPolicyAction.TellOwner] }],
        };
        using PolicyWorld world = new(policy);
        world.Count(60, 39);
        Assert.Empty(world.InForce);
        world.Count(0, 1);
        world.Count(0, 0);
        Assert.Single(world.InForce);
        Assert.Contains($"the burn rate over {minutes}m is 4, at or above 4", world.Policies.Statuses[0].Reason, StringComparison.Ordinal);

        world.Count(50, 0);
        Assert.Single(world.InForce);

        // No events in the window: nothing is known, so it is not in force.
        world.Count(0, 0, TimeSpan.FromMinutes(minutes + 2));
        Assert.Empty(world.InForce);
        Assert.Contains("no events in", world.Policies.Statuses[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Policy_ForOtherObjectives_DoesNotApply()
    {
        using PolicyWorld world = new(Shop with { Services = ["other"] }, Shop with { Name = "all", Services = [] }, Shop with { Name = "one", Services = [], Objectives = ["CHECKOUT"] });
        world.Count(900, 95);

        Assert.Equal(["all", "all", "one", "one"], world.Policies.Statuses.Select(status => status.Policy.Name));
    }
}
