using Microsoft.Extensions.Configuration;
using Microsoft.FeatureManagement;
using Slo.FeatureManagement.Filters;

namespace Slo;

/// <summary>
/// The feature filter <c>SloBudget</c>: it is true while the gate of an objective is open, so a feature is off while the error budget burns
/// (docs/gates.md). Thread-safe. It does not throw for invalid parameters: it is then true, and a warning is logged.
/// </summary>
/// <remarks>Parameters: <c>Objective</c> (required), <c>Set</c>, <c>MinimumBudgetPercent</c>, <c>ReopenBudgetPercent</c>, <c>Severity</c>
/// (<c>Page</c>, <c>Ticket</c> or <c>None</c>), <c>ClosesAfter</c>, <c>ReopensAfter</c>, <c>Scope</c> (<c>Instance</c> or <c>Fleet</c>);
/// defaults as in <see cref="SloGateOptions"/>.</remarks>
/// <example><code>{ "FeatureManagement": { "Recommendations": { "EnabledFor": [
///   { "Name": "SloBudget", "Parameters": { "Objective": "checkout", "MinimumBudgetPercent": 20 } } ],
///   "RequirementType": "All" } } }</code></example>
[FilterAlias(Alias)]
public sealed class SloBudgetFilter : IFeatureFilter, IFilterParametersBinder
{
    /// <summary>The name of the filter in the definition of a feature.</summary>
    public const string Alias = "SloBudget";

    private readonly FeatureChecks _checks;

    internal SloBudgetFilter(FeatureChecks checks) => _checks = checks;

    /// <inheritdoc/>
    public object BindParameters(IConfiguration parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        return FilterParameters.Read(parameters);
    }

    /// <summary>Whether the gate of the objective is open.</summary>
    /// <param name="context">The feature and its parameters.</param>
    public Task<bool> EvaluateAsync(FeatureFilterEvaluationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        FilterParameters parameters = context.Settings as FilterParameters
            ?? FilterParameters.Read(context.Parameters ?? new ConfigurationBuilder().Build());
        return Task.FromResult(
            _checks.Check(context.FeatureName, parameters) is not { } gate || gate.IsOpen(parameters.Objective, parameters.Options));
    }
}
