namespace Slo.StoreCost;

/// <summary>States of objectives with a month of traffic. A few are driven, from minute to minute; the others are copies of them.</summary>
internal sealed class Month : IDisposable
{
    private const int Driven = 20;

    // Of an error budget of 0.001, so that few alerts fire: those have more to save.
    private const double BadRatio = 0.0004;

    private readonly SloRegistry _registry;
    private readonly Random _random = new(1);

    private Month(SloRegistry registry, DrivenTime time)
    {
        _registry = registry;
        Time = time;
    }

    internal DrivenTime Time { get; }

    internal static Month Make()
    {
        DrivenTime time = new();
        Month month = new(new SloRegistry(time), time);
        for (var i = 0; i < Driven; i++)
        {
            month._registry.Add(Objective(i));
        }

        for (var minute = 0; minute < 30 * 24 * 60; minute++)
        {
            month.Record(month._registry.Trackers, seconds: 60);
            time.Advance(TimeSpan.FromMinutes(1));
            month._registry.Evaluate();
        }

        return month;
    }

    public void Dispose() => _registry.Dispose();

    /// <summary>Traffic of very different sizes: some objectives have an event every few seconds, others thousands.</summary>
    internal void Record(IReadOnlyList<SloTracker> trackers, int seconds)
    {
        for (var i = 0; i < trackers.Count; i++)
        {
            var mean = seconds * (1 << (i % Driven / 2)) / 4;
            var good = _random.Next((2 * mean) + 1);
            trackers[i].Record(good, (long)((good * BadRatio) + _random.NextDouble()));
        }
    }

    internal IReadOnlyList<SloObjectiveState> States(int count)
    {
        IReadOnlyList<SloObjectiveState> driven = _registry.Capture();
        return
        [
            .. Enumerable.Range(0, count).Select(i => Named(driven[i % Driven], Objective(i).Name)),
        ];
    }

    private static SloObjectiveState Named(SloObjectiveState state, string name) =>
        new(name, state.CountingKey, state.AsOf, isComplete: true, state.History, state.Judge) { ExpiresAt = state.ExpiresAt };

    internal static SloObjective Objective(int i) => new SloObjectiveBuilder($"service-{i % 37}-endpoint-{i}").TargetPercent(99.9m).Build();
}
