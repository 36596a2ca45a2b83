using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Slo.AspNetCore.Shedding;

/// <summary>Checks the error-budget metadata of endpoints at start. If it has errors, the host does not start; warnings are
/// logged.</summary>
internal sealed class SheddingCheck(
    IServiceProvider services, IOptions<SloSheddingOptions> options, EndpointBudgets budgets, SloBackgroundLoggerFactory loggers)
    : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Checks the endpoints, which are mapped by now.</summary>
    /// <exception cref="SloDefinitionException">An objective is not declared, or an option is out of its range.</exception>
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        Endpoint[] endpoints = [.. Mapped()];
        SloFinding[] errors = [.. CheckOptions(options.Value), .. endpoints.SelectMany(CheckEndpoint).DistinctBy(error => error.Message)];
        if (errors.Length > 0)
        {
            throw new SloDefinitionException(errors);
        }

        ILogger logger = loggers.CreateLogger(typeof(SheddingCheck).FullName!);
        foreach (SloFinding warning in new ClosedSources(services, budgets).Find(endpoints))
        {
            logger.SheddingWarning(warning.Code, warning.Text);
        }

        return Task.CompletedTask;
    }

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static IEnumerable<SloFinding> CheckOptions(SloSheddingOptions options)
    {
        foreach (SloFinding finding in options.Optional.Check("Shedding:Optional").Concat(options.Important.Check("Shedding:Important")))
        {
            yield return finding;
        }

        if (options.RetryAfter < TimeSpan.FromSeconds(1) || options.RetryAfter > TimeSpan.FromHours(1))
        {
            yield return SloFinding.Error(
                SloFindingCodes.OutOfRange,
                $"RetryAfter {SloDuration.Format(options.RetryAfter)}: must be from 1s to 1h, for example 30s", "Shedding:RetryAfter");
        }
    }

    private IEnumerable<SloFinding> CheckEndpoint(Endpoint endpoint) =>
        EndpointBudgets.RequirementsOf(endpoint).Select(metadata => (metadata.Objective, metadata.SetName))
            .Concat(endpoint.Metadata.GetOrderedMetadata<BudgetHeaderMetadata>()
                .SelectMany(header => header.Objectives).Select(objective => (Objective: objective, SetName: (string?)null)))
            .Select(needed => CheckReference(endpoint, needed.Objective, needed.SetName)).OfType<SloFinding>();

    private SloFinding? CheckReference(Endpoint endpoint, string objective, string? set)
    {
        SloRegistry? registry = string.IsNullOrEmpty(set) ? services.GetService<SloRegistry>() : services.GetKeyedService<SloRegistry>(set);
        if (registry?.TryGet(objective, out _) == true)
        {
            return null;
        }

        IEnumerable<string> known = registry?.Trackers.Select(tracker => tracker.Objective.Name) ?? [];
        return SloFinding.Error(
            SloFindingCodes.UnknownReference,
            $"endpoint {SloText.OneLine(endpoint.DisplayName)} needs the error budget of '{SloText.OneLine(objective, 63)}', "
                + $"which is not declared{(set is null ? "" : $" in the set '{SloText.OneLine(set, 63)}'")}"
                + SloText.NearestHint(objective, known), "RequireErrorBudget");
    }

    private IEnumerable<Endpoint> Mapped()
    {
        try
        {
            return [.. services.GetService<EndpointDataSource>()?.Endpoints ?? []];
        }
#pragma warning disable CA1031 // Endpoints that cannot be built are reported by routing, at the first request.
        catch (Exception)
#pragma warning restore CA1031
        {
            return [];
        }
    }
}
