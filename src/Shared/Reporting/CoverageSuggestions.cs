namespace Slo.Shared.Reporting;

/// <summary>Objectives for routes that none covers.</summary>
internal static class CoverageSuggestions
{
    /// <param name="coverage">The coverage; null: not known.</param>
    /// <param name="names">The objectives that there are.</param>
    internal static IReadOnlyList<Suggestion> Of(CoverageReport? coverage, IEnumerable<string> names)
    {
        HashSet<string> taken = new(names, StringComparer.OrdinalIgnoreCase);
        return coverage is null
            ? []
            :
            [
                .. coverage.Routes.Where(route => IsWorthOne(route, coverage)).Take(SuggestionLimits.MostRoutes)
                    .Select(route => For(route, coverage, taken)),
            ];
    }

    /// <summary>Routes that no objective counts, if all of them have too few requests; null: none, or not known.</summary>
    internal static MissingHistory? Missing(CoverageReport? coverage)
    {
        RouteReport[] routes = [.. (coverage?.Routes ?? []).Where(route => route.IsRoute)];
        if (coverage is null || routes.Length == 0 || routes.Any(route => IsWorthOne(route, coverage)))
        {
            return null;
        }

        var (most, needed) = (routes.Max(route => route.Requests), Needed(coverage));
        return new(
            SuggestionKind.Objective, null,
            $"{ReportText.Count(routes.Length, "route")} without an objective, each with at most {ReportText.Count(most, "request")} since "
                + $"{ReportText.Instant(coverage.Since)}; {ReportText.Number(needed)} are needed.")
        {
            Count = most,
            NeededCount = needed,
        };
    }

    // At least so many, and so large a share of all.
    private static long Needed(CoverageReport coverage) => Math.Max(
        SuggestionLimits.FewestRequests, (long)Math.Ceiling(SuggestionLimits.SmallestShare * (coverage.Covered + coverage.Uncovered)));

    private static bool IsWorthOne(RouteReport route, CoverageReport coverage) => route.IsRoute && route.Requests >= Needed(coverage);

    /// <summary>The highest usual target that the requests would have met, with a tenth of the budget left.</summary>
    internal static decimal? TargetOf(RouteReport route) => TargetProposal.Ladder
        .Where(target => target <= SuggestionLimits.HighestNewTarget
            && route.Requests * (double)(1 - target) >= TargetProposal.FewestAllowed
            && route.Errors <= route.Requests * (double)(1 - target) * (1 - TargetProposal.LeftWhenLoosened))
        .Cast<decimal?>().Max();

    private static Suggestion For(RouteReport route, CoverageReport coverage, HashSet<string> taken)
    {
        var supported = TargetOf(route);
        var percent = Fragments.Percent(supported ?? SuggestionLimits.UsualNewTarget);
        var name = Fragments.NameOf(route.Name, taken);
        return new(
            SuggestionKind.Objective, name, $"Give '{ReportText.Outside(route.Name)}' an objective of {percent} %.",
            $"No objective counts its {ReportText.Count(route.Requests, "request")} since {ReportText.Instant(coverage.Since)}, "
                + $"{ReportText.Percent(coverage.ShareOf(route))} of all; {ReportText.Number(route.Errors)} failed. "
                + (supported is null
                    ? "That supports no usual target: this one is only a start."
                    : "They would have met this target with a tenth of the budget left."),
            $"{Fragments.Json(name)}: {{ \"TargetPercent\": {percent}, \"Http\": {{ \"Routes\": [ {Fragments.Json(route.Name)} ] }} }}",
            $"options.AddObjective({Fragments.Code(name)}, objective => objective.TargetPercent({percent}m)"
                + $".HttpServer(http => http.Route({Fragments.Code(route.Method)}, {Fragments.Code(route.Route)})));");
    }
}
