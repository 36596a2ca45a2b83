namespace Slo.Dependencies;

/// <summary>Sums dependencies by their names. Processes may call different addresses, so the number of names is bounded here too.</summary>
internal static class DependencySum
{
    internal static IReadOnlyList<SloDependencyStatus> Of(IReadOnlyCollection<SloDependencyCounts> processes)
    {
        SloDependencyStatus[] sums =
        [
            .. processes.SelectMany(one => one.Dependencies).GroupBy(one => one.Name, StringComparer.OrdinalIgnoreCase)
                .Select(same => Add(same.Key, [.. same]))
                .OrderByDescending(one => one.IsDeclared).ThenByDescending(one => one.TotalCalls.Total)
                .ThenBy(one => one.Name, StringComparer.Ordinal),
        ];
        SloDependencyStatus[] own = [.. sums.Where(one => one.Name != SloDependencyStatus.Other)];
        SloDependencyStatus[] others =
        [
            .. own.Skip(SloDependencyStatus.MostDependencies), .. sums.Where(one => one.Name == SloDependencyStatus.Other),
        ];
        SloDependencyStatus[] kept = [.. own.Take(SloDependencyStatus.MostDependencies)];
        return others.Length == 0 ? own : [.. kept, Fold(others, kept, processes)];
    }

    // A request that called several of them counts once. Which requests these were is not known here.
    private static SloDependencyStatus Fold(
        SloDependencyStatus[] others, SloDependencyStatus[] kept, IReadOnlyCollection<SloDependencyCounts> processes)
    {
        HashSet<string> names = new(kept.Select(one => one.Name), StringComparer.OrdinalIgnoreCase);
        DependencyRest[] rests = [.. processes.Select(process => DependencyRest.Of(process, names))];
        return Add(SloDependencyStatus.Other, others) with
        {
            IsDeclared = false,
            Requests = rests.Aggregate(default(SloEventCounts), (sum, rest) => sum + rest.Requests),
            TroubledRequests = rests.Aggregate(default(SloEventCounts), (sum, rest) => sum + rest.Troubled),
            TotalTroubledRequests = rests.Aggregate(default(SloEventCounts), (sum, rest) => sum + rest.TotalTroubled),
        };
    }

    private static SloDependencyStatus Add(string name, SloDependencyStatus[] same) =>
        new(name, Array.Exists(same, one => one.IsDeclared), Array.Exists(same, one => one.IsObserved))
        {
            IsSoft = same.FirstOrDefault(one => one.IsDeclared)?.IsSoft == true,
            TotalCalls = Add(same, one => one.TotalCalls),
            Calls = Add(same, one => one.Calls),
            SlowCalls = same.Sum(one => one.SlowCalls),
            Requests = Add(same, one => one.Requests),
            TroubledRequests = Add(same, one => one.TroubledRequests),
            TotalTroubledRequests = Add(same, one => one.TotalTroubledRequests),
        };

    private static SloEventCounts Add(SloDependencyStatus[] same, Func<SloDependencyStatus, SloEventCounts> part) =>
        same.Aggregate(default(SloEventCounts), (sum, one) => sum + part(one));
}
