namespace Slo.Shared.Replay;

/// <summary>Follows what happened after observations: whether a rule fired within a day, and how much later, or the budget burned within a
/// day, or within the period if that is shorter. Rules about observations do not count.</summary>
internal sealed class ObservationFollowUp(Subject subject)
{
    /// <summary>How long an observation is followed.</summary>
    internal static readonly TimeSpan Within = TimeSpan.FromDays(1);

    // An observation is made at the end of its first slice.
    private static readonly TimeSpan Slice = TimeSpan.FromMinutes(5);

    private readonly List<(DateTimeOffset Start, DateTimeOffset? End)> _alerts = [];
    private readonly Dictionary<(SloAnomalySignal Signal, DateTimeOffset Start), SloObservation> _observations = [];
    private readonly Dictionary<(SloAnomalySignal Signal, DateTimeOffset Start), double> _burnRates = [];
    private readonly List<(SloAnomalySignal Signal, DateTimeOffset Start)> _open = [];
    private readonly Queue<SloObservation> _expected = [];
    private IReadOnlyList<SloObservation> _latest = [];
    private DateTimeOffset _until;

    /// <summary>In order of time, also those that the objective no longer keeps.</summary>
    internal IReadOnlyList<SloObservation> Observations => [.. _observations.Values.OrderBy(observation => observation.StartedAt)];

    /// <summary>What the observations and alerts of a time came to.</summary>
    internal ObservationOutcomes OutcomesOf(DateTimeOffset from, DateTimeOffset to)
    {
        (DateTimeOffset Start, DateTimeOffset? End)[] alerts = [.. _alerts.Where(alert => alert.Start >= from && alert.Start < to)];
        return new(
            [
                .. _observations.Keys.Where(one => one.Start >= from && IsMadeBy(one.Start, to)).GroupBy(one => one.Signal)
                    .OrderBy(signal => signal.Key).Select(signal => Judge(signal.Key, [.. signal])),
            ],
            alerts.Length, alerts.Count(alert => _observations.Keys.Any(one => IsEarlier(one.Start, alert))));
    }

    /// <summary>Whether an observation was made until then: its first slice was over. A later slice has time without events after a
    /// history.</summary>
    internal static bool IsMadeBy(DateTimeOffset start, DateTimeOffset to) => start + Slice <= to;

    /// <summary>Follows also these observations, which a replay cannot make.</summary>
    internal void Expect(IEnumerable<SloObservation> observations)
    {
        foreach (SloObservation observation in observations.OrderBy(observation => observation.StartedAt))
        {
            _expected.Enqueue(observation);
        }
    }

    /// <summary>Takes what an evaluation says. Each one counts: an alert, or a period, may be over before the next step.</summary>
    internal void Add(SloStatus status)
    {
        // An alert counts from the last evaluation before it on: between two, it is not known when it began.
        DateTimeOffset before = _until == default ? status.AsOf : _until;
        _until = status.AsOf;
        var isFiring = status.Alert.Firing.Any(rule => rule.Rule is not AnomalyRule);
        if (isFiring && _alerts is not [.., { End: null }])
        {
            _alerts.Add((before, null));
        }
        else if (!isFiring && _alerts is [.., { End: null } open])
        {
            _alerts[^1] = (open.Start, status.AsOf);
        }

        Take(subject.Observations);
        while (_expected.TryPeek(out SloObservation? next) && next.StartedAt + Slice <= _until)
        {
            Follow(_expected.Dequeue());
        }

        _open.RemoveAll(IsMeasured);
    }

    private void Take(IReadOnlyList<SloObservation> latest)
    {
        if (ReferenceEquals(latest, _latest))
        {
            return;
        }

        _latest = latest;
        foreach (SloObservation observation in latest.Reverse())
        {
            Follow(observation);
        }
    }

    private void Follow(SloObservation observation)
    {
        (SloAnomalySignal, DateTimeOffset) key = (observation.Signal, observation.StartedAt);
        if (!_observations.ContainsKey(key))
        {
            _open.Add(key);
        }

        _observations[key] = observation;
    }

    // How long the budget is followed. Of a short period no burn rate of a day is known, and later periods have budgets of their own.
    private TimeSpan Budget => subject.Objective.Period.LongestLength < Within ? subject.Objective.Period.LongestLength : Within;

    // What was spent is measured at each evaluation, until that time is over: where nothing is observed any more, or the replay ends, what
    // was known last counts.
    private bool IsMeasured((SloAnomalySignal Signal, DateTimeOffset Start) one)
    {
        TimeSpan known = _until - one.Start;
        if (known > TimeSpan.Zero && (known <= Budget || !_burnRates.ContainsKey(one))
            && subject.BurnRate(known < Budget ? known : Budget) is { } burnRate)
        {
            _burnRates[one] = burnRate;
        }

        return known >= Budget;
    }

    private ObservationOutcome Judge(SloAnomalySignal signal, (SloAnomalySignal Signal, DateTimeOffset Start)[] all)
    {
        List<TimeSpan> leads = [];
        (var alerted, var burned) = (0, 0);
        foreach ((SloAnomalySignal Signal, DateTimeOffset Start) one in all)
        {
            var alert = _alerts.FindIndex(alert => IsFollowed(one.Start, alert));
            if (alert >= 0)
            {
                alerted++;
                if (IsEarlier(one.Start, _alerts[alert]))
                {
                    leads.Add(_alerts[alert].Start - one.Start - Slice);
                }
            }
            else
            {
                burned += _burnRates.GetValueOrDefault(one) > 1 ? 1 : 0;
            }
        }

        leads.Sort();
        return new(signal, all.Length, alerted, leads.Count, leads.Count == 0 ? null : leads[leads.Count / 2], burned);
    }

    // By an alert that fires already, or that begins within a day.
    private static bool IsFollowed(DateTimeOffset observed, (DateTimeOffset Start, DateTimeOffset? End) alert) =>
        alert.Start <= observed + Within && (alert.End is null || alert.End > observed);

    private static bool IsEarlier(DateTimeOffset observed, (DateTimeOffset Start, DateTimeOffset? End) alert) =>
        observed + Slice < alert.Start && IsFollowed(observed, alert);
}
