namespace Slo.Alerting;

/// <summary>The alert of one objective: the states of its rules, and their incident. Used only by the evaluation.</summary>
internal sealed class ObjectiveAlert
{
    private RuleState[] _states = [];
    private bool _isQuiet = true;

    internal ObjectiveAlert(AlertOrigin origin, SloObjective objective, DateTimeOffset now)
    {
        _states = new RuleState[objective.Rules.Count];
        Current = new AlertSnapshot(
            AlertState.Inactive, now, null, Rules(now, []), origin.Fingerprint(objective), origin.Group?.Value, null);
    }

    /// <summary>Continues from the state of another alert.</summary>
    /// <param name="states">The states of its rules.</param>
    /// <param name="snapshot">What was published of it.</param>
    internal ObjectiveAlert(IReadOnlyList<RuleState> states, AlertSnapshot snapshot)
    {
        _states = [.. states];
        _isQuiet = false;
        Current = snapshot;
    }

    /// <summary>The states of the rules. The evaluation alone.</summary>
    internal IReadOnlyList<RuleState> States => [.. _states];

    /// <summary>How it stands.</summary>
    internal AlertSnapshot Current { get; private set; }

    /// <summary>Index of the first rule that fires, or -1.</summary>
    internal int FirstFiring => Array.FindIndex(_states, rule => rule.State == AlertState.Firing);

    /// <summary>The position at which the condition of a rule that fires began to hold.</summary>
    internal long HeldSince(int rule) => _states[rule].HeldSince;

    /// <summary>Index of the first rule of the greatest severity that fires, or -1.</summary>
    internal int MostUrgent(IReadOnlyList<AlertRule> rules) =>
        Array.FindIndex([.. _states.Select((state, i) => state.State == AlertState.Firing && rules[i].Severity == Current.Severity)],
            fires => fires);

    /// <summary>
    /// The rules were replaced: rules with the same condition keep their state, others start inactive. The incident continues until they
    /// have been evaluated.
    /// </summary>
    /// <param name="origins">For each new rule the index of the old one that watched the same, or -1.</param>
    /// <param name="now">Now, UTC.</param>
    internal void Restart(int[] origins, DateTimeOffset now)
    {
        _states = [.. origins.Select(origin => origin < 0 ? default : _states[origin])];
        _isQuiet = false;
        Current = Current with { Rules = [.. origins.Select(origin => origin < 0 ? (AlertState.Inactive, now) : Current.Rules[origin])] };
    }

    /// <summary>Some time was not observed.</summary>
    internal void Skip(long gap)
    {
        for (var i = 0; i < _states.Length; i++)
        {
            _states[i] = _states[i].Skip(gap);
        }
    }

    /// <summary>Takes every rule to now.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="holding">Which of them hold, as bits.</param>
    /// <param name="position">Now, on the timeline.</param>
    /// <param name="now">Now, UTC.</param>
    /// <returns>The severity before, if it changed.</returns>
    internal (bool IsChanged, AlertSeverity? Before) Advance(
        IReadOnlyList<AlertRule> rules, ulong holding, long position, DateTimeOffset now)
    {
        // Of ten thousand objectives nearly all are here, nearly always.
        if (_isQuiet && holding == 0)
        {
            return default;
        }

        var isChanged = false;
        for (var i = 0; i < _states.Length; i++)
        {
            RuleState next = _states[i].Next((holding >> i & 1) != 0, position, rules[i].Settings);
            isChanged |= next.State != _states[i].State;
            _states[i] = next;
        }

        AlertSeverity? before = Current.Severity;
        AlertSeverity? after = Severity(rules);
        if (isChanged || before != after || MostUrgentState() != Current.State)
        {
            Current = Changed(before, after, now);
        }

        _isQuiet = Current.State == AlertState.Inactive;
        return (before != after, before);
    }

    /// <summary>Adds the counts to an incident that has just begun or ended.</summary>
    internal void Describe(Incident incident) => Current = Current with { Incident = incident };

    /// <summary>Notes the burn rate of an incident that lasts.</summary>
    internal void Observe(double? burnRate)
    {
        if (Current.Incident is { } incident && burnRate > (incident.PeakBurnRate ?? double.NegativeInfinity))
        {
            Describe(incident with { PeakBurnRate = burnRate });
        }
    }

    /// <summary>Keeps what was told of the last change. Without a status, which would keep a whole definition alive.</summary>
    internal void Tell(SloAlertTransition transition) => Current = Current with { Last = transition };

    private AlertSnapshot Changed(AlertSeverity? before, AlertSeverity? after, DateTimeOffset now)
    {
        AlertState state = MostUrgentState();
        Incident? incident = before is not null && after is null ? Current.Incident! with { EndedAt = now } : Current.Incident;
        return new AlertSnapshot(
            state,
            state == Current.State ? Current.Since : now,
            after,
            Rules(now, Current.Rules),
            Current.Fingerprint,
            Current.Group,
            after is not null || state == AlertState.Resolved || incident?.EndedAt == now ? incident : null,
            Current.Last);
    }

    private AlertState MostUrgentState()
    {
        foreach (AlertState urgent in (ReadOnlySpan<AlertState>)[AlertState.Firing, AlertState.Pending, AlertState.Resolved])
        {
            if (Array.Exists(_states, rule => rule.State == urgent))
            {
                return urgent;
            }
        }

        return AlertState.Inactive;
    }

    private AlertSeverity? Severity(IReadOnlyList<AlertRule> rules)
    {
        AlertSeverity? severity = null;
        for (var i = 0; i < _states.Length; i++)
        {
            if (_states[i].State == AlertState.Firing && (severity is null || rules[i].Severity > severity))
            {
                severity = rules[i].Severity;
            }
        }

        return severity;
    }

    private (AlertState State, DateTimeOffset Since)[] Rules(DateTimeOffset now, (AlertState State, DateTimeOffset Since)[] before) =>
        [.. _states.Select((state, i) => i < before.Length && before[i].State == state.State ? before[i] : (state.State, now))];
}
