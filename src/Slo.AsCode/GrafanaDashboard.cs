using Slo.AsCode.Grafana;
using Slo.AsCode.Prometheus;

namespace Slo;

/// <summary>
/// A dashboard for Grafana over the rules of <see cref="PrometheusRules"/>: overview, burn-down, burn rates with their factors, alerts.
/// </summary>
public static class GrafanaDashboard
{
    /// <summary>The dashboard as JSON, to be imported or provisioned; it asks for its data source when opened.</summary>
    /// <param name="objectives">Those whose rules were generated; objectives without any are left out.</param>
    /// <param name="options">The options the rules were generated with: the flavour and the extra labels count.</param>
    /// <param name="title">What the dashboard is called. Its uid follows from this alone.</param>
    /// <returns>The same text for the same arguments.</returns>
    /// <exception cref="SloDefinitionException">An option is no good: no rules are generated with it either.</exception>
    public static string Generate(IEnumerable<SloObjective> objectives, PrometheusRulesOptions? options = null,
        string title = "Service level objectives")
    {
        ArgumentNullException.ThrowIfNull(objectives);
        ArgumentException.ThrowIfNullOrWhiteSpace(title);
        options ??= new();
        string[] faults = [.. OptionRules.Faults(options)];
        return faults.Length > 0 ? throw new SloDefinitionException(faults) : Dashboard.Write([.. objectives], options, title);
    }
}
