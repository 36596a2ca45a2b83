namespace Slo.Tests.Traces;

/// <summary>
/// Five instances that come and go: each row is divided among those that are there, and what some of them counted is known only after the time
/// in which it happened.
/// </summary>
internal sealed class SplitFleet(SloRegistry registry, DateTimeOffset start, int seed)
{
    private const int Instances = 5;

    private readonly Random _random = new(seed);
    private readonly bool[] _isThere = [true, true, true, true, true];
    private readonly List<SloHistoryStep> _onTime = [];
    private readonly List<SloHistoryStep> _late = [];
    private DateTimeOffset _observedUntil = start;

    internal int LateSteps { get; private set; }

    /// <summary>At least one of them counts it.</summary>
    internal void Count(TraceRow row)
    {
        for (var i = 0; i < Instances; i++)
        {
            _isThere[i] ^= _random.Next(100) == 0;
        }

        int[] there = [.. Enumerable.Range(0, Instances).Where(i => _isThere[i]).DefaultIfEmpty(_random.Next(Instances))];
        SloEventCounts left = new(row.Good, row.Bad);
        DateTimeOffset at = DateTimeOffset.FromUnixTimeSeconds(row.Time);
        for (var i = 0; i < there.Length; i++)
        {
            SloEventCounts part = i == there.Length - 1 ? left : new(_random.NextInt64(left.Good + 1), _random.NextInt64(left.Bad + 1));
            left -= part;
            (_random.Next(200) == 0 ? _late : _onTime).Add(new SloHistoryStep(at, at.AddSeconds(1), part));
        }
    }

    /// <summary>All that is known at an instant: first what came in time, then what came late.</summary>
    internal void FeedUntil(long second)
    {
        DateTimeOffset until = DateTimeOffset.FromUnixTimeSeconds(second);
        Feed(_onTime, until);
        if (_late.Count > 0)
        {
            LateSteps += _late.Count;
            Feed(_late, until);
        }
    }

    private void Feed(List<SloHistoryStep> steps, DateTimeOffset until)
    {
        Fill(steps, until);
        foreach (SloTracker tracker in registry.Trackers)
        {
            registry.Feed(tracker.Objective.Name, steps, until);
        }

        steps.Clear();
    }

    // Time without events was observed too.
    private void Fill(List<SloHistoryStep> steps, DateTimeOffset until)
    {
        foreach ((DateTimeOffset from, DateTimeOffset to) in steps.Select(step => (step.From, step.To)).Distinct().Order().ToArray())
        {
            if (from > _observedUntil)
            {
                steps.Add(new SloHistoryStep(_observedUntil, from, default));
            }

            _observedUntil = _observedUntil > to ? _observedUntil : to;
        }

        if (until > _observedUntil)
        {
            steps.Add(new SloHistoryStep(_observedUntil, until, default));
            _observedUntil = until;
        }
    }
}
