using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Slo.AspNetCore.Requests;

namespace Slo.AspNetCore.Shedding;

/// <summary>
/// Finds objectives whose only events come from the endpoints that are shed for them. Once the budget has closed these, no request can show
/// that the objective has recovered. A gate that only alerts close opens by itself.
/// </summary>
internal sealed class ClosedSources(IServiceProvider services, EndpointBudgets budgets)
{
    private const int MostShown = 3;

    internal IEnumerable<SloFinding> Find(IReadOnlyList<Endpoint> endpoints)
    {
        Shed[] all = [.. endpoints.SelectMany(endpoint => EndpointBudgets.RequirementsOf(endpoint)
            .Where(metadata => budgets.OptionsOf(metadata.Criticality).MinimumBudgetRatio is not null)
            .Select(metadata => new Shed(endpoint, metadata.SetName ?? "", metadata.Objective)))];
        return all.Length == 0 ? [] : AppSets.Of(services).SelectMany(registry => Find(registry, endpoints, all));
    }

    private static IEnumerable<SloFinding> Find(SloRegistry registry, IReadOnlyList<Endpoint> endpoints, Shed[] all)
    {
        HttpObjectives objectives = new([registry], new UserCode(TimeProvider.System, NullLogger.Instance), NullLogger.Instance);
        foreach (var name in registry.Trackers.Select(tracker => tracker.Objective.Name))
        {
            HashSet<Endpoint> closed = [.. all.Where(shed => shed.IsFor(registry.Set, name)).Select(shed => shed.Endpoint)];
            Endpoint[] sources = closed.Count == 0 ? [] : [.. endpoints.Where(endpoint => objectives.For(endpoint).CountFor(name))];
            if (sources.Length > 0 && Array.TrueForAll(sources, closed.Contains))
            {
                yield return Warning(registry.Set, name, sources);
            }
        }
    }

    private static SloFinding Warning(string set, string objective, Endpoint[] sources)
    {
        var shown = string.Join(", ", sources.Take(MostShown).Select(source => $"'{SloText.OneLine(source.DisplayName, 100)}'"));
        var more = sources.Length > MostShown ? $" and {sources.Length - MostShown} more" : "";
        var place = set.Length == 0 ? "" : $" in the set '{SloText.OneLine(set, 63)}'";
        return SloFinding.Warning(
            SloFindingCodes.ClosedSource,
            $"its budget{place} closes every endpoint whose requests count for it ({shown}{more}), so it opens them again only as the bad "
                + "events leave the period; let these endpoints require the budget of another objective, or set MinimumBudgetRatio to "
                + "null in ConfigureShedding, so that only alerts close them", "RequireErrorBudget") with
        {
            Objective = objective,
        };
    }

    private sealed record Shed(Endpoint Endpoint, string Set, string Objective)
    {
        internal bool IsFor(string set, string objective) =>
            set == Set && objective.Equals(Objective, StringComparison.OrdinalIgnoreCase);
    }
}
