using System.Collections.Concurrent;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.FeatureManagement;

namespace Slo.FeatureManagement.Filters;

/// <summary>
/// Checks the filters of features: at start, and for features that change later at their first use. Logs one line for each feature and
/// error.
/// </summary>
internal sealed class FeatureChecks(IServiceProvider services, SloBackgroundLoggerFactory loggers) : IHostedService
{
    // A bound of the memory, for features whose definitions change again and again.
    private const int Most = 1_000;

    private readonly ConcurrentDictionary<(string, string), bool> _logged = new();
    private readonly ILogger _logger = loggers.CreateLogger(typeof(SloBudgetFilter).FullName!);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            IFeatureDefinitionProvider? provider = services.GetService<IFeatureDefinitionProvider>();
            if (provider is null)
            {
                return;
            }

            await foreach (FeatureDefinition feature in provider.GetAllFeatureDefinitionsAsync().WithCancellation(cancellationToken)
                .ConfigureAwait(false))
            {
                WarnOfAny(feature);
                foreach (FeatureFilterConfiguration filter in (feature.EnabledFor ?? []).Where(filter => IsOurs(filter.Name)))
                {
                    Check(feature.Name, FilterParameters.Read(filter.Parameters ?? new ConfigurationBuilder().Build()));
                }
            }
        }
#pragma warning disable CA1031 // A provider of the app may throw anything; the features are checked when they are used.
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            _logger.FeaturesUnread(SloText.OneLine(exception.Message, 500));
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The gates of the set that the parameters name; null if they have errors, which are logged once.</summary>
    internal ISloGate? Check(string feature, FilterParameters parameters)
    {
        IReadOnlyList<SloFinding> findings = [.. parameters.Findings, .. CheckReference(parameters)];
        if (findings.Count == 0)
        {
            return Part<ISloGate>(parameters.Set);
        }

        var text = string.Join("; ", findings.Select(finding => finding.Message));
        if (_logged.Count < Most && _logged.TryAdd((feature, text), true))
        {
            _logger.ParametersFaulty(
                SloText.OneLine(feature, 100), string.Join(", ", findings.Select(finding => finding.Code).Distinct()),
                SloText.OneLine(text, 1_000));
        }

        return null;
    }

    // With Any, one filter that is true turns the feature on, so SloBudget cannot turn it off against another filter.
    private void WarnOfAny(FeatureDefinition feature)
    {
        FeatureFilterConfiguration[] filters = [.. feature.EnabledFor ?? []];
        if (feature.RequirementType == RequirementType.Any && filters.Length > 1 && Array.Exists(filters, filter => IsOurs(filter.Name)))
        {
            _logger.AnyFilterIsEnough(
                SloText.OneLine(feature.Name, 100), SloText.OneLine(string.Join(", ", filters.Select(filter => filter.Name)), 200));
        }
    }

    private IEnumerable<SloFinding> CheckReference(FilterParameters parameters)
    {
        if (parameters.Objective.Length > 0 && Part<SloRegistry>(parameters.Set)?.TryGet(parameters.Objective, out _) != true)
        {
            IEnumerable<string> known = Part<SloRegistry>(parameters.Set)?.Trackers.Select(tracker => tracker.Objective.Name) ?? [];
            yield return SloFinding.Error(
                SloFindingCodes.UnknownReference,
                $"Objective '{SloText.OneLine(parameters.Objective, 63)}': is not declared"
                    + (parameters.Set.Length == 0 ? "" : $" in the set '{SloText.OneLine(parameters.Set, 63)}'")
                    + SloText.NearestHint(parameters.Objective, known),
                "SloBudget:Objective");
        }
    }

    private T? Part<T>(string set) where T : class => set.Length == 0 ? services.GetService<T>() : services.GetKeyedService<T>(set);

    // A configuration may name the alias or the type.
    private static bool IsOurs(string? name) =>
        string.Equals(name, SloBudgetFilter.Alias, StringComparison.OrdinalIgnoreCase)
        || string.Equals(name, nameof(SloBudgetFilter), StringComparison.OrdinalIgnoreCase);
}
