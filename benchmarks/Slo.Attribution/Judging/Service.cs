namespace Slo.AttributionJudge.Judging;

/// <summary>The processes of an app with one objective: one, or several whose events a fleet counts together.</summary>
internal sealed class Service : IDisposable
{
    private readonly Clock _clock;
    private readonly SloRegistry[] _registries;
    private readonly SloRegistry? _fleet;
    private readonly string _name;

    // Of its own: so that a scenario is the same for any number of processes.
    private readonly Random _random = new(1);
    private readonly long[] _good;
    private SloEventCounts _fed;

    internal Service(Clock clock, int processes, SloObjective objective)
    {
        _clock = clock;
        _name = objective.Name;
        _registries = [.. Enumerable.Range(0, processes).Select(_ => new SloRegistry(clock))];
        Array.ForEach(_registries, registry => registry.Add(objective));
        _good = new long[processes];
        if (processes > 1)
        {
            _fleet = new SloRegistry(clock, scope: SloScope.Fleet);
            _fleet.Add(objective);
        }
    }

    internal bool IsFiring => Tracker.Status.Alert.Severity is not null;

    private SloTracker Tracker => (_fleet ?? _registries[0]).Get(_name);

    public void Dispose()
    {
        _fleet?.Dispose();
        Array.ForEach(_registries, registry => registry.Dispose());
    }

    internal void RecordGood() => _good[Next()]++;

    internal void Record(in SloEvent bad) => _registries[Next()].Get(_name).Record(bad);

    /// <summary>Ends a stretch of time.</summary>
    internal void Advance(TimeSpan by)
    {
        for (var i = 0; i < _good.Length; i++)
        {
            _registries[i].Get(_name).Record(_good[i], 0);
            _good[i] = 0;
        }

        DateTimeOffset from = _clock.GetUtcNow();
        _clock.Advance(by);
        Array.ForEach(_registries, registry => registry.Evaluate());
        if (_fleet is null)
        {
            return;
        }

        SloEventCounts all = _registries.Aggregate(default(SloEventCounts), (sum, registry) => sum + registry.Get(_name).Total);
        _fleet.Feed(_name, [new SloHistoryStep(from, _clock.GetUtcNow(), all - _fed)], _clock.GetUtcNow());
        _fed = all;
    }

    /// <summary>What the alert says.</summary>
    internal SloAttribution? Explain()
    {
        _fleet?.FeedBadEvents(
            _name,
            [.. _registries.Select((registry, i) => SloBadEvents.FromBytes(registry.Get(_name).CaptureBadEvents($"process-{i}").ToBytes()))]);
        return Tracker.GetAlertContributors();
    }

    private int Next() => _registries.Length == 1 ? 0 : _random.Next(_registries.Length);
}
