namespace Slo.Hosting.Fleet;

/// <summary>One read of the store, judged once for each window, however many ask: there are as many as are published, and none. Nothing of
/// it runs on the thread that asks. Thread-safe.</summary>
internal sealed class FleetMapRead
{
    private readonly Task<(DateTimeOffset At, IReadOnlyList<SloFleetDependencies>? All)> _reading;
    private readonly Lazy<Task<SloFleetMap?>>[] _maps;

    /// <param name="read">Reads the store; what it gets is null if the store fails.</param>
    /// <param name="judge">Judges what was read, over a window.</param>
    internal FleetMapRead(
        Func<Task<(DateTimeOffset At, IReadOnlyList<SloFleetDependencies>? All)>> read,
        Func<DateTimeOffset, IReadOnlyList<SloFleetDependencies>, TimeSpan?, SloFleetMap?> judge)
    {
        _reading = Task.Run(read);
        _maps =
        [
            .. FleetDependencies.Windows.Select(window => (TimeSpan?)window).Prepend(null)
                .Select(window => new Lazy<Task<SloFleetMap?>>(() => Task.Run(() => JudgeAsync(judge, window)))),
        ];
    }

    /// <summary>Whether neither the store nor a judgement is waited for.</summary>
    internal bool IsOver => _reading.IsCompleted && Array.TrueForAll(_maps, map => !map.IsValueCreated || map.Value.IsCompleted);

    /// <summary>The map; null if it could not be read.</summary>
    /// <param name="window">What is looked at: the shortest window that is published and is not shorter, else the longest. Null: what each
    /// objective says itself.</param>
    internal Task<SloFleetMap?> MapAsync(TimeSpan? window) => _maps[window is not { } asked ? 0
        : 1 + Math.Min(FleetDependencies.Windows.Count(length => length < asked), FleetDependencies.Windows.Length - 1)].Value;

    private async Task<SloFleetMap?> JudgeAsync(
        Func<DateTimeOffset, IReadOnlyList<SloFleetDependencies>, TimeSpan?, SloFleetMap?> judge, TimeSpan? window)
    {
        (DateTimeOffset at, IReadOnlyList<SloFleetDependencies>? all) = await _reading.ConfigureAwait(false);
        return all is null ? null : judge(at, all, window);
    }
}
