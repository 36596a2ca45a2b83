namespace Slo.Dependencies;

/// <summary>Sums dependencies by their names. Processes may call different addresses, so the number of names is bounded here too.</summary>
internal static class DependencySum
{
    internal static IReadOnlyList<SloDependencyStatus> Of(IEnumerable<SloDependencyStatus> dependencies)
    {
        SloDependencyStatus[] sums =
        [
            .. dependencies.GroupBy(one => one.Name, StringComparer.OrdinalIgnoreCase).Select(same => Add(same.Key, [.. same]))
                .OrderByDescending(one => one.IsDeclared).ThenByDescending(one => one.TotalCalls.Total)
                .ThenBy(one => one.Name, StringComparer.Ordinal),
        ];
        SloDependencyStatus[] own = [.. sums.Where(one => one.Name != SloDependencyStatus.Other)];
        SloDependencyStatus[] others =
        [
            .. own.Skip(SloDependencyStatus.MostDependencies), .. sums.Where(one => one.Name == SloDependencyStatus.Other),
        ];
        return others.Length == 0 ? own
            : [.. own.Take(SloDependencyStatus.MostDependencies), Add(SloDependencyStatus.Other, others) with { IsDeclared = false }];
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
