using Xunit;

namespace Slo.Hosting.Tests.Policies;

public sealed class SloReleaseGateTests
{
    private static readonly SloPolicy Freeze = new()
    {
        Name = "shop",
        WhoMayOverride = "the director",
        Levels =
        [
            new() { BudgetBelowRatio = 0.5, Actions = [SloPolicyAction.RequireReview] },
            new() { BudgetBelowRatio = 0.3, Actions = [SloPolicyAction.FreezeReleases] },
        ],
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1000, 0, true, "")]
    [InlineData(960, 60, true, "")]
    [InlineData(925, 75, false, "Policy")]
    [InlineData(899, 101, false, "BudgetExhausted,Policy")]
    [InlineData(10, 100, false, "BudgetExhausted,PageFiring,Policy")]
    [InlineData(0, 0, true, "")]
    public async Task Decision_FollowsBudgetPagesAndPolicies(int good, int bad, bool isOpen, string causes)
    {
        using PolicyWorld world = new(Freeze);
        world.Count(good, bad);
        world.Count(0, 0);

        SloReleaseDecision decision = await world.Gate.DecideAsync(cancellationToken: Cancel);

        Assert.Equal((isOpen, causes), (decision.IsOpen, string.Join(',', decision.Reasons.Select(reason => reason.Cause))));
        Assert.Equal(good + bad == 0 ? ["checkout"] : [], decision.WithoutData);
        Assert.Equal(["checkout"], decision.Objectives);
        Assert.Equal(bad > 50 ? 1 : 0, decision.Reviews.Count);
        Assert.All(decision.Reasons, reason => Assert.Equal("checkout", reason.Objective));
    }

    [Fact]
    public async Task Reason_OfAPolicy_HasLevelValueLimitAndWhoMayOverride()
    {
        using PolicyWorld world = new(Freeze);
        world.Count(925, 75);

        SloReleaseReason reason = Assert.Single((await world.Gate.DecideAsync(["CHECKOUT"], cancellationToken: Cancel)).Reasons);

        Assert.Equal(("shop", "budget below 30%", 0.3, "the director"), (reason.Policy, reason.Level, reason.Limit, reason.WhoMayOverride));
        Assert.Equal(0.25, reason.Value!.Value, 9);
        Assert.Equal("policy shop, budget below 30%: 25 % of the error budget is left, below 30 %", reason.Text);
        Assert.Null(reason.Until);
    }

    [Fact]
    public async Task ExhaustedBudget_OfACalendarPeriod_SaysUntilWhen()
    {
        using PolicyWorld world = new(new(new DateTimeOffset(2026, 1, 31, 23, 0, 0, TimeSpan.Zero)), o => o.Calendar(CalendarUnit.Month));
        world.Count(0, 10);

        SloReleaseReason reason = (await world.Gate.DecideAsync(cancellationToken: Cancel)).Reasons[0];

        Assert.Equal((SloReleaseCause.BudgetExhausted, new DateTimeOffset(2026, 2, 1, 0, 0, 0, TimeSpan.Zero)), (reason.Cause, reason.Until));
    }

    [Fact]
    public async Task Override_OpensTheGateUntilItExpires_AndIsInTheLedger()
    {
        using PolicyWorld world = new(Freeze);
        world.Count(899, 101);
        SloReleaseOverride added = world.Gate.Override(
            new() { Objective = "checkout", To = world.Time.GetUtcNow().AddHours(2), Owner = "ann", Reason = "fixes it" }, account: "ci");

        SloReleaseDecision decision = await world.Gate.DecideAsync(cancellationToken: Cancel);
        Assert.True(decision.IsOpen);
        Assert.All(decision.Reasons, reason => Assert.Equal(added.Id, reason.OverriddenBy));
        Assert.Equal(added, Assert.Single(decision.Overrides));
        SloLedgerEntry entry = world.Registry.Ledger.Entries[^1];
        Assert.Equal(
            (SloLedgerEntryKind.GateOverride, "checkout", "ann", "fixes it", "ci"),
            (entry.Kind, entry.Objective, entry.Actor, entry.Reason, entry.Details[SloLedgerDetails.Account]));

        // Another process knows it by the ledger.
        world.Restart();
        Assert.True((await world.Gate.DecideAsync(cancellationToken: Cancel)).IsOpen);

        world.Time.Advance(TimeSpan.FromHours(2));
        Assert.False((await world.Gate.DecideAsync(cancellationToken: Cancel)).IsOpen);
        Assert.Empty((await world.Gate.ReadOverridesAsync(Cancel)).Overrides);
    }

    [Fact]
    public async Task Override_OfAnotherObjective_OpensNothing_AndOneOfAllDoes()
    {
        using PolicyWorld world = new(Freeze);
        world.Registry.Add(new SloObjectiveBuilder("orders").TargetPercent(99).Build());
        world.Count(899, 101);
        world.Gate.Override(new() { Objective = "orders", To = world.Time.GetUtcNow().AddHours(2), Owner = "ann", Reason = "why" });
        Assert.False((await world.Gate.DecideAsync(cancellationToken: Cancel)).IsOpen);
        Assert.True((await world.Gate.DecideAsync(["orders"], cancellationToken: Cancel)).IsOpen);

        world.Gate.Override(new() { To = world.Time.GetUtcNow().AddHours(2), Owner = "ann", Reason = "why" });
        Assert.True((await world.Gate.DecideAsync(services: ["shop"], cancellationToken: Cancel)).IsOpen);
    }

    [Fact]
    public async Task Override_ThatIsEnded_OpensNothingMore()
    {
        using PolicyWorld world = new(Freeze);
        world.Count(899, 101);
        SloReleaseOverride added = world.Gate.Override(new() { To = world.Time.GetUtcNow().AddHours(2), Owner = "ann", Reason = "why" });

        Assert.False(await world.Gate.EndOverrideAsync("other", cancellationToken: Cancel));
        Assert.True(await world.Gate.EndOverrideAsync(added.Id!, "bob", "not needed", cancellationToken: Cancel));
        Assert.False(await world.Gate.EndOverrideAsync(added.Id!, cancellationToken: Cancel));
        Assert.False((await world.Gate.DecideAsync(cancellationToken: Cancel)).IsOpen);
        world.Restart();
        Assert.False((await world.Gate.DecideAsync(cancellationToken: Cancel)).IsOpen);
    }

    // A busy ledger without a store drops its oldest entries; the override stays.
    [Fact]
    public async Task Override_OutlivesItsEntryInMemory()
    {
        using PolicyWorld world = new(Freeze);
        world.Count(899, 101);
        world.Gate.Override(new() { To = world.Time.GetUtcNow().AddHours(2), Owner = "ann", Reason = "why" });
        for (var i = 0; i <= SloLedger.Capacity; i++)
        {
            world.Registry.MarkDeployment("v1");
        }

        Assert.True((await world.Gate.DecideAsync(cancellationToken: Cancel)).IsOpen);
    }

    [Fact]
    public void Override_WithErrors_IsRefusedWithAllOfThem()
    {
        using PolicyWorld world = new(Freeze);

        SloDefinitionException refusal = Assert.Throws<SloDefinitionException>(() => world.Gate.Override(
            new() { Objective = "chekout", To = world.Time.GetUtcNow().AddDays(8), Owner = " ", Reason = null }));

        Assert.Equal(
            [SloFindingCodes.GateOverride, SloFindingCodes.GateOverride, SloFindingCodes.GateOverride, SloFindingCodes.UnknownReference],
            refusal.Findings.Select(finding => finding.Code));
        Assert.Empty(world.Registry.Ledger.Entries);
    }

    [Fact]
    public void Override_ThatIsOneTooMany_IsRefused()
    {
        using PolicyWorld world = new(Freeze);
        SloReleaseOverride one = new() { To = world.Time.GetUtcNow().AddDays(7), Owner = "ann", Reason = "why" };
        for (var i = 0; i < SloReleaseGate.MostOverrides; i++)
        {
            world.Gate.Override(one);
        }

        Assert.Equal(SloFindingCodes.InvalidCount, Assert.Single(Assert.Throws<SloDefinitionException>(() => world.Gate.Override(one)).Findings).Code);
    }

    [Theory]
    [InlineData("chekout", null)]
    [InlineData(null, "shpo")]
    public async Task Decision_AboutWhatIsNotDeclared_IsRefused(string? name, string? service)
    {
        using PolicyWorld world = new(Freeze);

        await Assert.ThrowsAsync<KeyNotFoundException>(() => world.Gate.DecideAsync(name is null ? [] : [name], service is null ? [] : [service], Cancel));
    }
}
