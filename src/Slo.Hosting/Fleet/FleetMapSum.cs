namespace Slo.Hosting.Fleet;

/// <summary>Sums what the instances of each service called, and judges the sums.</summary>
internal static class FleetMapSum
{
    /// <summary>How many objectives of all services there are at most: those with alerts first.</summary>
    internal const int MostCallers = 5_000;

    /// <param name="published">What each instance published, the latest first.</param>
    /// <param name="window">What is looked at; null: what the objective says itself. The shortest window that was published and is not
    /// shorter counts, else the longest.</param>
    internal static IReadOnlyList<SloFleetMapCaller> Of(IReadOnlyList<SloFleetDependencies> published, TimeSpan? window) =>
    [
        .. published.SelectMany(instance => instance.Callers.Where(caller => caller.Windows.Count > 0)
                .Select(caller => (Key: new Key(instance.Fleet, caller.Service ?? "", caller.Objective).Folded(), Caller: caller)))
            .GroupBy(one => one.Key, one => one.Caller)
            .Select(same => Judge(same.Key.Fleet, [.. same], window))
            .OrderByDescending(caller => caller.Severity).ThenBy(caller => caller.Service, StringComparer.OrdinalIgnoreCase)
            .ThenBy(caller => caller.Objective, StringComparer.OrdinalIgnoreCase)
            .ThenBy(caller => caller.Fleet, StringComparer.Ordinal).Take(MostCallers),
    ];

    private static SloFleetMapCaller Judge(string fleet, SloFleetCaller[] same, TimeSpan? window)
    {
        // What the instances say of the fleet differs by an exchange at most, or by a deployment.
        SloFleetCaller latest = same[0];
        AlertSeverity? severity = same.Max(caller => caller.Severity);
        TimeSpan asked = window ?? same.Max(caller => caller.Window);
        var sum = SloDependencyCounts.Sum([.. same.Select(caller => Choose(caller.Windows, asked))]);
        var isBurning = severity is not null
            || (sum.Events.Bad > 0 && sum.Events.Bad >= (1 - latest.TargetRatio) * sum.Events.Total);
        return new(
            latest.Objective, string.IsNullOrEmpty(latest.Service) ? null : latest.Service, latest.State, severity, latest.TargetRatio,
            same.Length, sum.Judge(isBurning))
        {
            Fleet = fleet,
        };
    }

    private static SloDependencyCounts Choose(IReadOnlyList<SloDependencyCounts> windows, TimeSpan asked) =>
        windows.Where(counts => counts.Window >= asked).MinBy(counts => counts.Window) ?? windows.MaxBy(counts => counts.Window)!;

    private sealed record Key(string Fleet, string Service, string Objective)
    {
        internal Key Folded() => new(Fleet, Service.ToUpperInvariant(), Objective.ToUpperInvariant());
    }
}
