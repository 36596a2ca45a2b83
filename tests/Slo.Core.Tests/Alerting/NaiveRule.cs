namespace Slo.Tests.Alerting;

/// <summary>The life of a rule told from its whole past, not from a state: an oracle.</summary>
internal sealed class NaiveRule(AlertRuleSettings settings)
{
    private readonly List<(TimeSpan At, bool Holds)> _past = [];
    private TimeSpan? _firedAt;
    private TimeSpan? _resolvedAt;
    private TimeSpan _episode;

    /// <summary>What the last observation said.</summary>
    internal AlertState State { get; private set; }

    /// <param name="now">The observed time: holding and keeping wait in it.</param>
    /// <param name="holds">Whether the condition holds.</param>
    /// <param name="clock">The time with gaps: a cool-down ends by it. Null: there are none.</param>
    internal AlertState Observe(TimeSpan now, bool holds, TimeSpan? clock = null) => State = Next(now, holds, clock ?? now);

    private AlertState Next(TimeSpan now, bool holds, TimeSpan clock)
    {
        _past.Add((now, holds));
        if (_firedAt is not null)
        {
            TimeSpan lastHeld = _past.Last(item => item.Holds).At;
            if (holds || now - lastHeld < settings.KeepFiring)
            {
                return AlertState.Firing;
            }

            (_firedAt, _resolvedAt) = (null, clock);
            return AlertState.Resolved;
        }

        if (_resolvedAt is { } resolved)
        {
            TimeSpan shown = settings.CoolDown > TimeSpan.FromMinutes(5) ? settings.CoolDown : TimeSpan.FromMinutes(5);
            if (clock - resolved < (holds ? settings.CoolDown : shown))
            {
                return AlertState.Resolved;
            }

            // What held during the cool-down does not count towards a hold.
            (_resolvedAt, _episode) = (null, now);
        }

        if (!holds)
        {
            return AlertState.Inactive;
        }

        var broken = _past.FindLastIndex(item => !item.Holds);
        TimeSpan since = broken + 1 < _past.Count ? _past[broken + 1].At : now;
        since = since > _episode ? since : _episode;
        if (settings.Hold > TimeSpan.Zero && (now == since || now - since < settings.Hold))
        {
            return AlertState.Pending;
        }

        _firedAt = now;
        return AlertState.Firing;
    }
}
