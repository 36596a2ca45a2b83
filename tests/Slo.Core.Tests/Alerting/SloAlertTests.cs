using Xunit;

namespace Slo.Tests.Alerting;

public sealed class SloAlertTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    // 5 minutes of 30 days are 0.01157 % of it, 11.57 % of a budget of 0.1 %.
    [Fact]
    public void BudgetSpent_ByATotalOutageOfFiveMinutes_IsAsTheArticleSays()
    {
        using World world = new(builder => builder.BurnRateRule(AlertSeverity.Page, 14.4m, TimeSpan.FromHours(1)));
        for (var day = 0; day < 30; day++)
        {
            world.Tracker.Record(86_400, 0);
            world.After(TimeSpan.FromDays(1));
        }

        SloStatus status = world.Tracker.Status;
        for (var second = 0; second < 300; second++)
        {
            status = world.After(0, 1);
        }

        Assert.Equal(AlertState.Firing, status.Alert.State);
        Assert.Equal(300, status.Alert.IncidentEvents!.Value.Bad);
        Assert.Equal(0.1157, status.Alert.BudgetSpentRatio!.Value, 4);
        Assert.Equal(AlertSeverity.Page, status.Alert.Severity);
    }

    [Fact]
    public void Incident_OfTwoSeverities_IsOneFromItsFirstRuleToItsLast()
    {
        using World world = new(builder => builder.TargetPercent(99)
            .BurnRateRule(AlertSeverity.Page, 14.4m, TimeSpan.FromHours(1)).BurnRateRule(AlertSeverity.Ticket, 1, TimeSpan.FromHours(1)));
        List<SloAlertTransition> seen = [];
        foreach (var (good, bad) in ((long, long)[])[(90, 10), (0, 10), (900, 50), (1000, 0)])
        {
            world.Tracker.Record(good, bad);
            world.Time.Advance(6 * Minute);
            seen.AddRange(world.Changes());
        }

        Assert.Equal(
            [SloAlertTransitionKind.Fired, SloAlertTransitionKind.Escalated, SloAlertTransitionKind.Deescalated, SloAlertTransitionKind.Resolved],
            seen.Select(transition => transition.Kind));
        Assert.Equal(
            ["ticket at 1x over 1h/5m", "page at 14.4x over 1h/5m", "ticket at 1x over 1h/5m", "ticket at 1x over 1h/5m"],
            seen.Select(transition => transition.Cause));
        Assert.Single(seen.Select(transition => transition.StartedAt).Distinct());
        Assert.Equal(seen.Select(transition => transition with { Status = null }), world.Registry.Transitions);

        SloAlert ended = world.Tracker.Status.Alert;
        Assert.Equal((AlertState.Resolved, seen[3].At, seen[0].At), (ended.State, ended.EndedAt, ended.StartedAt));
        Assert.Equal(new SloEventCounts(1990, 70), ended.IncidentEvents);

        // What comes after its end is not the incident's.
        Assert.Equal(new SloEventCounts(1990, 70), world.After(1000, 1).Alert.IncidentEvents);
    }

    [Fact]
    public void Incident_SoonAfterAnother_DoesNotCountWhatThatOneSpent()
    {
        using World world = new(builder => builder.TargetPercent(99).BurnRateRule(AlertSeverity.Page, 1, TimeSpan.FromHours(1)));
        Assert.Equal(new SloEventCounts(90, 10), world.After(90, 10).Alert.IncidentEvents);
        Assert.Equal(AlertState.Resolved, world.After(10 * Minute).Alert.State);

        SloAlert again = world.After(0, 7).Alert;

        Assert.Equal(AlertState.Firing, again.State);
        Assert.Equal(new SloEventCounts(0, 7), again.IncidentEvents);
    }

    [Fact]
    public void Alert_WithAHold_IsPendingFirstAndKeepsFiringAfterwards()
    {
        using World world = new(builder => builder.BurnRateRule(
            AlertSeverity.Page, 2, TimeSpan.FromMinutes(10), settings: new() { Hold = 2 * Minute, KeepFiring = 3 * Minute }));

        Assert.Equal(AlertState.Pending, world.After(90, 10).Alert.State);
        Assert.Equal(AlertState.Firing, Later(2 * Minute, bad: 10).Alert.State);
        Assert.Equal(AlertState.Firing, Later(2 * Minute, bad: 0).Alert.State);
        Assert.Equal(AlertState.Resolved, Later(2 * Minute, bad: 0).Alert.State);
        Assert.Equal(AlertState.Inactive, Later(5 * Minute, bad: 0).Alert.State);
        Assert.Null(world.Tracker.Status.Alert.StartedAt);

        SloStatus Later(TimeSpan by, long bad)
        {
            world.Tracker.Record(100_000 * (bad == 0 ? 1 : 0), bad);
            return world.After(by);
        }
    }

    [Fact]
    public void RemainingBudgetRule_AtItsShareExactly_DoesNotHoldYet()
    {
        using World world = new(builder => builder.TargetPercent(90).NoRules().RemainingBudgetRule(AlertSeverity.Ticket, 0.25m));

        Assert.Equal(AlertState.Inactive, world.After(925, 75).Alert.State);
        Assert.Equal(AlertState.Firing, world.After(0, 1).Alert.State);
        Assert.Equal(AlertState.Resolved, world.After(1000, 0).Alert.State);
    }

    [Fact]
    public void ExhaustionRule_FollowsTheForecast()
    {
        using World world = new(builder => builder.ExhaustionRule(AlertSeverity.Page, TimeSpan.FromDays(3)).NoRules());

        // 0.05 % bad: half the budget left, at a burn rate of 0.5: the forecast is 30 days.
        Assert.Equal(AlertState.Inactive, world.After(9_995, 5).Alert.State);
        SloStatus burning = world.After(0, 4);
        Assert.True(burning.TimeToExhaustion < TimeSpan.FromDays(4));
        Assert.Equal(burning.TimeToExhaustion <= TimeSpan.FromDays(3), burning.Alert.State == AlertState.Firing);
        Assert.Equal(AlertState.Firing, world.After(0, 10).Alert.State);
    }

    [Fact]
    public void SilenceRule_CountsObservedTimeWithoutEvents()
    {
        using World world = new(builder => builder.SilenceRule(AlertSeverity.Ticket, 10 * Minute).NoRules());

        Assert.Equal(AlertState.Inactive, world.After((10 * Minute) - TimeSpan.FromSeconds(1)).Alert.State);
        Assert.Equal(AlertState.Firing, world.After(TimeSpan.FromSeconds(1)).Alert.State);
        Assert.Equal(AlertState.Resolved, world.After(1, 0).Alert.State);
        world.Time.StepWall(TimeSpan.FromHours(1));
        Assert.Equal(AlertState.Inactive, world.After(TimeSpan.FromSeconds(1)).Alert.State);
        world.After(8 * Minute);
        Assert.Equal(AlertState.Inactive, world.Tracker.Status.Alert.State);
        Assert.Equal(AlertState.Firing, world.After(2 * Minute).Alert.State);
    }

    [Fact]
    public void ThresholdRule_ComparesTheBadRatioOfOneWindow()
    {
        using World world = new(builder => builder.ThresholdRule(AlertSeverity.Page, 0.03m, 10 * Minute));

        Assert.Equal(AlertState.Inactive, world.After(970, 29).Alert.State);
        Assert.Equal(AlertState.Firing, world.After(0, 1).Alert.State);
        Assert.Equal("page at 30x over 10m/10m", Assert.Single(world.Tracker.Objective.BurnRateRules).ToString());
    }

    [Fact]
    public void Rule_WithMinimumBadEventsOrConfidence_WaitsForEvidence()
    {
        using World bad = new(builder => builder.BurnRateRule(AlertSeverity.Page, 10, TimeSpan.FromHours(1), settings: new() { MinimumBadEvents = 3 }));
        Assert.Equal(AlertState.Inactive, bad.After(8, 2).Alert.State);
        Assert.Equal(AlertState.Firing, bad.After(0, 1).Alert.State);

        // One of ten: the lower bound at 95 % is 2.4 %. Ten of a hundred: 6.1 %.
        using World sure = new(builder => builder.TargetPercent(99).BurnRateRule(AlertSeverity.Page, 5, TimeSpan.FromHours(1), settings: new() { Confidence = 0.95m }));
        Assert.Equal(AlertState.Inactive, sure.After(9, 1).Alert.State);
        Assert.Equal(AlertState.Firing, sure.After(81, 9).Alert.State);
    }

    [Fact]
    public void Remove_OfAFiringObjective_ResolvesItsAlert()
    {
        using World world = new();
        world.After(0, 100);
        Assert.Equal(AlertState.Firing, world.Tracker.Status.Alert.State);

        world.Registry.Remove("x");
        world.Time.Advance(TimeSpan.FromSeconds(1));

        SloAlertTransition ended = Assert.Single(world.Changes());
        Assert.Equal((SloAlertTransitionKind.Resolved, AlertSeverity.Page, null, null), (ended.Kind, ended.Before, ended.After, ended.Cause));
        Assert.Empty(world.Changes());
    }

    [Fact]
    public void Redefine_ToRulesThatHoldNot_ResolvesTheIncidentAndToOthersThatDoKeepsIt()
    {
        using World world = new();
        DateTimeOffset started = world.After(0, 100).Alert.StartedAt!.Value;

        world.Registry.Replace([Definition.Build(builder => builder.BurnRateRule(AlertSeverity.Page, 20, TimeSpan.FromHours(2)))]);
        Assert.Empty(Transitions());
        Assert.Equal(started, world.Tracker.Status.Alert.StartedAt);

        world.Registry.Replace([Definition.Build(builder => builder.NoRules().RemainingBudgetRule(AlertSeverity.Ticket, 0))]);
        Assert.Equal(SloAlertTransitionKind.Deescalated, Assert.Single(Transitions()).Kind);

        world.Registry.Replace([Definition.Build(builder => builder.NoRules())]);
        Assert.Equal(SloAlertTransitionKind.Resolved, Assert.Single(Transitions()).Kind);
        Assert.Empty(Transitions());

        IReadOnlyList<SloAlertTransition> Transitions()
        {
            world.Time.Advance(TimeSpan.FromSeconds(1));
            return world.Changes();
        }
    }

    [Fact]
    public void Redefine_OfTheTarget_NeitherEndsTheAlertNorFiresAgain()
    {
        AlertRuleSettings hold = new() { Hold = 2 * Minute };
        using World world = new(builder => builder.BurnRateRule(AlertSeverity.Page, 14.4m, TimeSpan.FromHours(1), settings: hold));
        world.After(0, 100);
        Assert.Equal(AlertState.Firing, world.After(2 * Minute).Alert.State);

        world.Registry.Replace([Definition.Build(builder => builder.TargetPercent(99).BurnRateRule(AlertSeverity.Page, 14.4m, TimeSpan.FromHours(1), settings: hold))]);
        world.Tracker.Record(0, 100);
        world.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Empty(world.Changes());
        Assert.Equal(AlertState.Firing, world.Tracker.Status.Alert.State);
    }

    [Fact]
    public void Redefine_OfAPendingRuleToOneThatDoesNotHold_MakesTheAlertInactive()
    {
        AlertRuleSettings hold = new() { Hold = 2 * Minute };
        using World world = new(builder => builder.BurnRateRule(AlertSeverity.Page, 1, TimeSpan.FromHours(1), settings: hold));
        Assert.Equal(AlertState.Pending, world.After(99, 1).Alert.State);

        world.Registry.Replace([Definition.Build(builder => builder.BurnRateRule(AlertSeverity.Page, 500, TimeSpan.FromHours(2), settings: hold))]);

        Assert.Equal(AlertState.Inactive, world.After(TimeSpan.FromSeconds(1)).Alert.State);
    }

    [Fact]
    public void Redefine_OfTheService_EndsTheOldAlertUnderItsOwnFingerprint()
    {
        using World world = new();
        world.After(0, 100);
        var before = world.Tracker.Objective.Fingerprint;

        world.Registry.Replace([Definition.Build(builder => builder.Service("shop"))]);
        world.Time.Advance(TimeSpan.FromSeconds(1));

        IReadOnlyList<SloAlertTransition> transitions = world.Changes();
        Assert.Equal(
            [(SloAlertTransitionKind.Resolved, before), (SloAlertTransitionKind.Fired, world.Tracker.Objective.Fingerprint)],
            transitions.Select(transition => (transition.Kind, transition.Fingerprint)));
    }

    [Fact]
    public void Cause_AfterTheRulesWereReplaced_IsTheRuleThatFired()
    {
        using World world = new(builder => builder.BurnRateRule(AlertSeverity.Page, 14.4m, TimeSpan.FromHours(1)));
        world.After(0, 100);

        world.Registry.Replace([Definition.Build(builder => builder
            .BurnRateRule(AlertSeverity.Ticket, 999, TimeSpan.FromDays(3)).BurnRateRule(AlertSeverity.Page, 20, TimeSpan.FromHours(1)))]);

        Assert.Equal("page at 14.4x over 1h/5m", world.After(TimeSpan.FromSeconds(1)).Alert.Cause?.ToString());
    }

    [Fact]
    public void Rule_BelowItsMinimum_DoesNotFireOnWhenTrafficEnds()
    {
        using World world = new(builder => builder.ThresholdRule(AlertSeverity.Page, 0.5m, 10 * Minute, minimumEvents: 50));
        Assert.Equal(AlertState.Firing, world.After(0, 100).Alert.State);

        Assert.Equal(AlertState.Resolved, world.After(11 * Minute).Alert.State);
    }

    [Fact]
    public void BudgetSpent_OverTheEndOfAMonth_IsTheShareOfTheNewOne()
    {
        using World world = new(builder => builder.Calendar(CalendarUnit.Month).BurnRateRule(AlertSeverity.Page, 10, TimeSpan.FromHours(1)));
        world.After(TimeSpan.FromDays(30));
        world.Tracker.Record(1_000_000, 0);
        world.After(TimeSpan.FromHours(23));
        world.Tracker.Record(0, 1000);
        Assert.Equal(1000 / (0.001 * 1_001_000), world.After(TimeSpan.FromMinutes(59)).Alert.BudgetSpentRatio!.Value, 6);
        world.After(Minute);

        SloAlert alert = world.After(1990, 10).Alert;

        Assert.Equal(AlertState.Firing, alert.State);
        Assert.Equal(10 / (0.001 * 2000), alert.BudgetSpentRatio!.Value, 6);
    }

    [Fact]
    public void Confidence_OfSlicesByTheirRatio_CountsSlices()
    {
        using World plain = Outage(null);
        using World sure = Outage(0.99m);

        Assert.Equal(AlertState.Firing, plain.Tracker.Status.Alert.State);
        Assert.Equal(AlertState.Inactive, sure.Tracker.Status.Alert.State);

        // One of ten minutes was half bad: 5 % of ten slices, of which 99 % confidence says nothing.
        static World Outage(decimal? confidence)
        {
            World world = new(builder => builder.TargetPercent(99).RatioTimeslices(Minute)
                .BurnRateRule(AlertSeverity.Page, 5, 10 * Minute, 10 * Minute, settings: new() { Confidence = confidence }));
            for (var minute = 0; minute < 11; minute++)
            {
                world.Tracker.Record(minute == 5 ? 50 : 100, minute == 5 ? 50 : 0);
                world.After(Minute);
            }

            return world;
        }
    }

    [Fact]
    public void History_OfMoreThanItKeeps_DropsTheOldest()
    {
        using World world = new(builder => builder.TargetPercent(90).BurnRateRule(AlertSeverity.Page, 1, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1)));
        for (var i = 0; i < 600; i++)
        {
            world.After(0, 1);
            world.After(10, 0);
        }

        Assert.Equal(1000, world.Registry.Transitions.Count);
        Assert.Equal((201, 1200), (world.Registry.Transitions[0].Sequence, world.Registry.Transitions[^1].Sequence));
    }

    [Fact]
    public void Fingerprint_OfAnObjective_DependsOnServiceAndNameAlone()
    {
        SloObjective objective = Definition.Build(builder => builder.Service("shop"));

        Assert.Equal("996f54e0", objective.Fingerprint[..8]);
        Assert.Equal(32, objective.Fingerprint.Length);
        Assert.Equal(objective.Fingerprint, Definition.Build(builder => builder.Service("shop").TargetPercent(95).Owner("me")).Fingerprint);
        Assert.NotEqual(objective.Fingerprint, Definition.Build().Fingerprint);
    }
}
