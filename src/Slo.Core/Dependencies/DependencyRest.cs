namespace Slo.Dependencies;

/// <summary>The requests of one process that called any of those dependencies which a sum does not show by their names. Each of these was
/// counted alone, so a request that called several is in several counts. What is not known is never held against them: of the bad requests
/// the fewest count that there can have been, of the good ones, with which these are compared, the most.</summary>
/// <remarks>There are at least as many requests as the largest count has, and at least those during which something failed, less those
/// during which another dependency did. There are at most as many as all counts together, and as all requests.</remarks>
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
        SloEventCounts troubled = TroubledIn(parts, process.TroubledRequests, one => one.TroubledRequests);
        return new(
            new(
                AtMost(parts[false], process.Events.Good, one => one.Requests.Good),
                Math.Max(troubled.Bad, Largest(parts[false], one => one.Requests.Bad))),
            troubled, TroubledIn(parts, process.TotalTroubledRequests, one => one.TotalTroubledRequests));
    }

    private static SloEventCounts TroubledIn(
        ILookup<bool, SloDependencyStatus> parts, SloEventCounts any, Func<SloDependencyStatus, SloEventCounts> part) =>
        new(AtMost(parts[false], any.Good, one => part(one).Good), AtLeast(parts, any.Bad, one => part(one).Bad));

    // The counts are read one after the other, so they may differ by a request.
    private static long AtMost(IEnumerable<SloDependencyStatus> rest, long any, Func<SloDependencyStatus, long> part) =>
        Math.Min(rest.Sum(part), Math.Max(Largest(rest, part), any));

    private static long AtLeast(ILookup<bool, SloDependencyStatus> parts, long any, Func<SloDependencyStatus, long> part) =>
        Math.Min(parts[false].Sum(part), Math.Max(Largest(parts[false], part), any - parts[true].Sum(part)));

    private static long Largest(IEnumerable<SloDependencyStatus> rest, Func<SloDependencyStatus, long> part) =>
        rest.Select(part).DefaultIfEmpty().Max();
}
