namespace Slo.Alerting;

/// <summary>The life of one rule, as a pure function of what holds and of time (docs/alerting.md has the table).</summary>
/// <param name="State">Where it stands.</param>
/// <param name="Since">The position on the timeline at which it got there.</param>
/// <param name="LastHeld">The last position at which the condition held.</param>
/// <param name="HeldSince">The position at which the condition began to hold that made it fire, or will after the cool-down; 0: it does
/// not hold.</param>
internal readonly record struct RuleState(AlertState State, long Since, long LastHeld, long HeldSince = 0)
{
    /// <summary>How long a rule is shown as resolved, if its cool-down is not longer.</summary>
    internal const long ResolvedFor = 5 * TimeSpan.TicksPerMinute;

    /// <summary>The state at a later position.</summary>
    internal RuleState Next(bool holds, long now, AlertRuleSettings settings) => (State, holds) switch
    {
        (AlertState.Inactive, true) => Begin(now, settings, now),
        (AlertState.Pending, false) => new(AlertState.Inactive, now, LastHeld),
        (AlertState.Pending, true) when now - Since >= settings.Hold.Ticks => new(AlertState.Firing, now, now, HeldSince),
        (AlertState.Firing, true) => this with { LastHeld = now },
        (AlertState.Firing, false) when now - LastHeld >= settings.KeepFiring.Ticks => new(AlertState.Resolved, now, LastHeld),
        (AlertState.Resolved, true) when now - Since >= settings.CoolDown.Ticks => Begin(now, settings, HeldFrom(now)),
        (AlertState.Resolved, true) => this with { HeldSince = HeldFrom(now) },
        (AlertState.Resolved, false) when now - Since >= Math.Max(settings.CoolDown.Ticks, ResolvedFor) => new(AlertState.Inactive, now,
            LastHeld),
        (AlertState.Resolved, false) => this with { HeldSince = 0 },
        _ => this,
    };

    /// <summary>The same after unobserved time, which counts neither towards a hold nor towards a keep-firing time.</summary>
    internal RuleState Skip(long gap) => State is AlertState.Pending
        ? this with { Since = Since + gap, LastHeld = LastHeld + gap }
        : this with { LastHeld = LastHeld + gap };

    private long HeldFrom(long now) => HeldSince == 0 ? now : HeldSince;

    // A hold is waited for anew after a cool-down, but what was burned meanwhile belongs to the incident.
    private static RuleState Begin(long now, AlertRuleSettings settings, long heldSince) =>
        new(settings.Hold > TimeSpan.Zero ? AlertState.Pending : AlertState.Firing, now, now, heldSince);
}
