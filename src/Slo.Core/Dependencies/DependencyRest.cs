namespace Slo.Dependencies;

/// <summary>The requests of one process that called any of those dependencies which a sum does not show by their names. Each of these was
/// counted alone, so a request that called several is in several counts. There are at least as many requests as the largest count has, and
/// at least those during which something failed, less those during which another dependency did.</summary>
/// <param name="Requests">Good and bad requests that called any.</param>
/// <param name="Troubled">Those of the window during which any failed or was slow.</param>
/// <param name="TotalTroubled">The same since the process began to count.</param>
internal readonly record struct DependencyRest(SloEventCounts Requests, SloEventCounts Troubled, SloEventCounts TotalTroubled)
{
    /// <param name="process">What a process counted.</param>
    /// <param name="named">The names that the sum shows.</param>
    internal static DependencyRest Of(SloDependencyCounts process, HashSet<string> named)
    {
        ILookup<bool, SloDependencyStatus> parts = process.Dependencies.ToLookup(one => named.Contains(one.Name));
        SloEventCounts troubled = AtLeast(parts, process.TroubledRequests, one => one.TroubledRequests);
        SloEventCounts requests = Largest(parts[false], one => one.Requests);
        return new(
            new(Math.Max(requests.Good, troubled.Good), Math.Max(requests.Bad, troubled.Bad)), troubled,
            AtLeast(parts, process.TotalTroubledRequests, one => one.TotalTroubledRequests));
    }

    private static SloEventCounts AtLeast(
        ILookup<bool, SloDependencyStatus> parts, SloEventCounts any, Func<SloDependencyStatus, SloEventCounts> part)
    {
        SloEventCounts largest = Largest(parts[false], part);
        return new(
            AtLeast(parts, largest.Good, any.Good, one => part(one).Good), AtLeast(parts, largest.Bad, any.Bad, one => part(one).Bad));
    }

    // The counts are read one after the other, so they may differ by a request.
    private static long AtLeast(ILookup<bool, SloDependencyStatus> parts, long largest, long any, Func<SloDependencyStatus, long> part) =>
        Math.Min(parts[false].Sum(part), Math.Max(largest, any - parts[true].Sum(part)));

    private static SloEventCounts Largest(IEnumerable<SloDependencyStatus> rest, Func<SloDependencyStatus, SloEventCounts> part) => new(
        rest.Select(one => part(one).Good).DefaultIfEmpty().Max(), rest.Select(one => part(one).Bad).DefaultIfEmpty().Max());
}
