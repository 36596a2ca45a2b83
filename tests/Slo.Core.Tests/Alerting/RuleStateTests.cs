using Slo.Alerting;
using Xunit;

namespace Slo.Tests.Alerting;

public sealed class RuleStateTests
{
    private const long Minute = TimeSpan.TicksPerMinute;
    private const long Now = 1_000 * Minute;

    private static readonly AlertRuleSettings Unguarded = AlertRuleSettings.None;
    private static readonly AlertRuleSettings Guarded = new()
    {
        Hold = TimeSpan.FromMinutes(2),
        KeepFiring = TimeSpan.FromMinutes(3),
        CoolDown = TimeSpan.FromMinutes(10),
    };

    /// <summary>Every state with every input once: how long it has been in the state, whether the condition holds, with guards or none.</summary>
    public static TheoryData<AlertState, int, bool, bool, AlertState> Table => new()
    {
        { AlertState.Inactive, 9, false, false, AlertState.Inactive },
        { AlertState.Inactive, 9, true, false, AlertState.Firing },
        { AlertState.Inactive, 9, false, true, AlertState.Inactive },
        { AlertState.Inactive, 9, true, true, AlertState.Pending },
        { AlertState.Pending, 1, false, false, AlertState.Inactive },
        { AlertState.Pending, 1, true, false, AlertState.Firing },
        { AlertState.Pending, 1, false, true, AlertState.Inactive },
        { AlertState.Pending, 1, true, true, AlertState.Pending },
        { AlertState.Pending, 2, true, true, AlertState.Firing },
        { AlertState.Pending, 2, false, true, AlertState.Inactive },
        { AlertState.Firing, 0, true, false, AlertState.Firing },
        { AlertState.Firing, 0, false, false, AlertState.Resolved },
        { AlertState.Firing, 2, true, true, AlertState.Firing },
        { AlertState.Firing, 2, false, true, AlertState.Firing },
        { AlertState.Firing, 3, false, true, AlertState.Resolved },
        { AlertState.Resolved, 0, true, false, AlertState.Firing },
        { AlertState.Resolved, 4, false, false, AlertState.Resolved },
        { AlertState.Resolved, 5, false, false, AlertState.Inactive },
        { AlertState.Resolved, 9, true, true, AlertState.Resolved },
        { AlertState.Resolved, 9, false, true, AlertState.Resolved },
        { AlertState.Resolved, 10, true, true, AlertState.Pending },
        { AlertState.Resolved, 10, false, true, AlertState.Inactive },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void Next_FromEachStateWithEachInput_IsTheDocumentedOne(AlertState from, int minutes, bool holds, bool guarded, AlertState to)
    {
        var then = Now - (minutes * Minute);
        RuleState state = new(from, then, then);

        RuleState next = state.Next(holds, Now, guarded ? Guarded : Unguarded);

        Assert.Equal(to, next.State);
        Assert.Equal(to == from ? then : Now, next.Since);
        Assert.Equal(holds && to is AlertState.Firing or AlertState.Pending && (to != from || from == AlertState.Firing) ? Now : then, next.LastHeld);
    }

    [Fact]
    public void Skip_OfUnobservedTime_NeitherFulfilsAHoldNorEndsAKeepFiring()
    {
        RuleState pending = new RuleState(AlertState.Pending, Now, Now).Skip(60 * Minute);
        RuleState firing = new RuleState(AlertState.Firing, Now, Now).Skip(60 * Minute);

        Assert.Equal(AlertState.Pending, pending.Next(true, Now + (61 * Minute), Guarded).State);
        Assert.Equal(AlertState.Firing, pending.Next(true, Now + (62 * Minute), Guarded).State);
        Assert.Equal(AlertState.Firing, firing.Next(false, Now + (62 * Minute), Guarded).State);
        Assert.Equal(AlertState.Resolved, firing.Next(false, Now + (63 * Minute), Guarded).State);
        Assert.Equal(Now, firing.Since);
    }

    // A hold starts anew after a cool-down; what the rule burned meanwhile is charged to the incident that follows.
    [Fact]
    public void Next_AfterACoolDownInWhichTheConditionHeld_FiresAfterTheHoldAndHeldSinceBefore()
    {
        RuleState state = new(AlertState.Resolved, Now, Now);
        foreach (var (minute, holds) in ((long, bool)[])[(2, true), (4, false), (6, true), (9, true), (10, true), (11, true)])
        {
            state = state.Next(holds, Now + (minute * Minute), Guarded);
        }

        Assert.Equal(AlertState.Pending, state.State);
        state = state.Next(true, Now + (12 * Minute), Guarded);
        Assert.Equal((AlertState.Firing, Now + (6 * Minute)), (state.State, state.HeldSince));
    }
}
