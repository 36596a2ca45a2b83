namespace Slo;

/// <summary>How rules for Prometheus are written. The defaults suit a Prometheus that scrapes this library's meter.</summary>
public sealed record PrometheusRulesOptions
{
    /// <summary>Whose names the rules carry. Default: ours.</summary>
    public PrometheusFlavor Flavor { get; init; }

    /// <summary>What the rules are wrapped in. Default: a rule file.</summary>
    public PrometheusRuleFormat Format { get; init; }

    /// <summary>How the exporter spells the meter's names. Default: <c>slo_events_total</c>.</summary>
    public PrometheusNaming Naming { get; init; }

    /// <summary>
    /// More PromQL matchers for the meter's counters, for example <c>job="shop",env="prod"</c>. Default: every series of the objective.
    /// Anything that is no matcher is a fault.
    /// </summary>
    public string? Selector { get; init; }

    /// <summary>Labels for every rule, also matched wherever a rule reads another; for example the cluster. Default: none.</summary>
    public IReadOnlyDictionary<string, string> ExtraLabels { get; init; } = new Dictionary<string, string>();

    /// <summary>How often groups are evaluated; null: as the server is set.</summary>
    public TimeSpan? Interval { get; init; }

    /// <summary>
    /// How often the rules over the whole period are evaluated, the dear ones, in the native flavour; null: as <see cref="Interval"/>. Keep
    /// it below 5m, where Prometheus forgets samples.
    /// </summary>
    public TimeSpan? PeriodInterval { get; init; }

    /// <summary>
    /// How often the counters are scraped. A window shorter than two scrapes can have no rate, which counts as a loss. Default 15s.
    /// </summary>
    public TimeSpan ScrapeInterval { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Whether recording rules are written. Default: they are.</summary>
    public bool Recordings { get; init; } = true;

    /// <summary>Whether alerting rules are written. Default: they are.</summary>
    public bool Alerts { get; init; } = true;

    /// <summary>
    /// Whether each burn-rate rule has an alert of its own, with labels for its windows and factor, in the native flavour. Default false:
    /// one alert per objective and severity, as in the process.
    /// </summary>
    public bool AlertPerRule { get; init; }

    /// <summary>
    /// The name of a <see cref="PrometheusRuleFormat.PrometheusRuleResource"/>; further ones are <c>slo-2</c>, <c>slo-3</c> and so on.
    /// Default <c>slo</c>.
    /// </summary>
    public string ResourceName { get; init; } = "slo";

    /// <summary>The namespace of a <see cref="PrometheusRuleFormat.PrometheusRuleResource"/>; null: none is written.</summary>
    public string? ResourceNamespace { get; init; }

    /// <summary>
    /// Whether definitions that Prometheus cannot express are omitted instead of rejected. <see cref="PrometheusRules.Losses"/> lists it.
    /// Default false.
    /// </summary>
    public bool AllowLoss { get; init; }
}
