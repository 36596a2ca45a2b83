using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Slo.AspNetCore.Shedding;

/// <summary>A cache of the error-budget metadata of endpoints, filled at their first request.</summary>
internal sealed class EndpointBudgets(
    IServiceProvider services, IOptions<SloSheddingOptions> options, ShedAnswer answer, SloBackgroundLoggerFactory loggers)
{
    private readonly ConditionalWeakTable<Endpoint, EndpointBudget> _known = [];
    private readonly ILogger _logger = loggers.CreateLogger(typeof(EndpointBudgets).FullName!);

    /// <summary>Whether an endpoint may have such metadata. Metadata of a Razor page is known only after the page is compiled.</summary>
    internal static bool MayHaveSome(Endpoint endpoint) =>
        endpoint.Metadata.GetMetadata<IRequireErrorBudgetMetadata>() is not null
        || endpoint.Metadata.GetMetadata<BudgetHeaderMetadata>() is not null
        || endpoint.Metadata.GetMetadata<Microsoft.AspNetCore.Mvc.RazorPages.PageActionDescriptor>() is not null;

    /// <summary>
    /// The requirements of an endpoint that can shed it: the last one for each objective; none for an objective for which the endpoint is
    /// declared critical anywhere, because the convention of <c>MapControllers</c> is applied after the attributes of its actions.
    /// </summary>
    internal static IEnumerable<IRequireErrorBudgetMetadata> RequirementsOf(Endpoint endpoint) =>
        endpoint.Metadata.GetOrderedMetadata<IRequireErrorBudgetMetadata>()
            .GroupBy(metadata => (metadata.SetName ?? "", metadata.Objective?.ToUpperInvariant()))
            .Where(group => group.All(metadata => metadata.Criticality != SloCriticality.Critical))
            .Select(group => group.Last()).Where(metadata => metadata.Objective is not null);

    internal EndpointBudget Of(Endpoint endpoint) =>
        _known.TryGetValue(endpoint, out EndpointBudget? budget) ? budget : _known.GetValue(endpoint, Work);

    /// <summary>When endpoints of a criticality are shed.</summary>
    internal SloGateOptions OptionsOf(SloCriticality criticality) =>
        criticality == SloCriticality.Important ? options.Value.Important : options.Value.Optional;

    /// <summary>The gates of a set, or null if there is no such set.</summary>
    internal ISloGate? GateOf(string? set) =>
        string.IsNullOrEmpty(set) ? services.GetService<ISloGate>() : services.GetKeyedService<ISloGate>(set);

    // Metadata is code of the app, and may throw; this must not fail requests.
    private EndpointBudget Work(Endpoint endpoint)
    {
        try
        {
            BudgetRequirement[] requirements = [.. RequirementsOf(endpoint).Select(metadata => Requirement(endpoint, metadata))
                .OfType<BudgetRequirement>()];
            BudgetHeaderMetadata[] parts = [.. endpoint.Metadata.GetOrderedMetadata<BudgetHeaderMetadata>()];
            BudgetHeader? header = parts.Length > 0 && GateOf(null) is { } gate ? new(gate, parts, _logger) : null;
            return requirements.Length == 0 && header is null ? EndpointBudget.None : new(requirements, header);
        }
#pragma warning disable CA1031
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _logger.BudgetMetadataFailed(exception, SloText.OneLine(endpoint.DisplayName));
            return EndpointBudget.None;
        }
    }

    private BudgetRequirement? Requirement(Endpoint endpoint, IRequireErrorBudgetMetadata metadata) =>
        GateOf(metadata.SetName) is { } gate
            ? new(gate, metadata.Objective, OptionsOf(metadata.Criticality), Instead(endpoint, metadata)) : null;

    // It has the route and the metadata of the endpoint, so authorization, CORS and metrics treat both alike.
    private Endpoint Instead(Endpoint endpoint, IRequireErrorBudgetMetadata metadata)
    {
        ShedMetadata shed = new(metadata.SetName ?? "", metadata.Objective);
        RequestDelegate write = context => answer.WriteAsync(context, shed, metadata.Criticality);
        EndpointMetadataCollection all = new([.. endpoint.Metadata, shed]);
        var name = $"{endpoint.DisplayName} (shed)";
        return endpoint is RouteEndpoint { RoutePattern: var pattern, Order: var order }
            ? new RouteEndpoint(write, pattern, order, all, name) : new Endpoint(write, all, name);
    }
}
