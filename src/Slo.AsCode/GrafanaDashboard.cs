using Slo.AsCode.Grafana;
using Slo.AsCode.Prometheus;

namespace Slo;

/// <summary>
/// A dashboard for Grafana for the rules of <see cref="PrometheusRules"/>: overview, burn-down, burn rates with their factors, alerts.
/// </summary>
public static class GrafanaDashboard
{
    /// <summary>The dashboard as JSON, to be imported or provisioned; the data source is selected when it is opened.</summary>
    /// <param name="objectives">Those whose rules were generated; objectives without rules are omitted.</param>
    /// <param name="options">The options the rules were generated with: the flavour and the extra labels count.</param>
    /// <param name="title">The title of the dashboard, from which its uid is derived.</param>
    /// <returns>The same text for the same arguments.</returns>
    /// <exception cref="SloDefinitionException">An option is invalid: no rules can be generated with it either.</exception>
    public static string Generate(IEnumerable<SloObjective> objectives, PrometheusRulesOptions? options = null,
        string title = "Service level objectives")
    {
        ArgumentNullException.ThrowIfNull(objectives);
        ArgumentException.ThrowIfNullOrWhiteSpace(title);
        options ??= new();
        SloFinding[] errors = [.. OptionRules.Check(options)];
        return errors.Length > 0 ? throw new SloDefinitionException(errors) : Dashboard.Write([.. objectives], options, title);
    }
}
