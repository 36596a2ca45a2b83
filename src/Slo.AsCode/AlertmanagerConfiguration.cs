using Slo.AsCode.Alertmanager;
using Slo.AsCode.Prometheus;

namespace Slo;

/// <summary>
/// Routing and inhibition for Alertmanager that fit the alerts of objectives, of processes and of <see cref="PrometheusRules"/>: one
/// notification per incident (docs/alertmanager.md).
/// </summary>
public static class AlertmanagerConfiguration
{
    /// <summary>A configuration with a route, receivers without channels, and inhibition. Alertmanager loads it as it is.</summary>
    /// <param name="objectives">Their alert labels count: values of the label <c>severity</c> that they set are routed too.</param>
    /// <param name="options">The options that the rules were generated with: the flavour and the extra labels count.</param>
    /// <param name="pageReceiver">The name of the receiver of pages.</param>
    /// <param name="ticketReceiver">The name of the receiver of tickets; it may be that of pages.</param>
    /// <returns>YAML; the same text for the same arguments.</returns>
    /// <exception cref="SloDefinitionException">An option is invalid: no rules can be generated with it either. Or the tickets of one
    /// objective have the severity label of another one's pages, so that routes cannot tell them apart.</exception>
    public static string Generate(
        IEnumerable<SloObjective> objectives, PrometheusRulesOptions? options = null, string pageReceiver = "slo-page",
        string ticketReceiver = "slo-ticket")
    {
        ArgumentNullException.ThrowIfNull(objectives);
        ArgumentException.ThrowIfNullOrWhiteSpace(pageReceiver);
        ArgumentException.ThrowIfNullOrWhiteSpace(ticketReceiver);
        options ??= new();
        SloObjective[] all = [.. objectives];
        SloFinding[] errors = [.. OptionRules.Check(options), .. AlertMatchers.Check(all, options)];
        return errors.Length > 0
            ? throw new SloDefinitionException(errors)
            : ConfigurationFile.Write(new AlertMatchers(all, options), pageReceiver, ticketReceiver);
    }
}
