namespace Slo;

/// <summary>What the rules are wrapped in.</summary>
public enum PrometheusRuleFormat
{
    /// <summary>A file for <c>rule_files</c> of Prometheus, and for the rulers of Mimir and Thanos.</summary>
    RuleFile,

    /// <summary>
    /// A <c>PrometheusRule</c> resource for the Prometheus operator; several documents where one would be too large for <c>kubectl
    /// apply</c>.
    /// </summary>
    PrometheusRuleResource,
}
