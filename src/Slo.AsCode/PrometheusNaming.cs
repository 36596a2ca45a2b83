namespace Slo;

/// <summary>How the exporter writes the name <c>slo.events</c>: its translation strategy, or the library that exports.</summary>
public enum PrometheusNaming
{
    /// <summary><c>slo_events_total</c>: UnderscoreEscapingWithSuffixes, the default of exporters and collectors.</summary>
    UnderscoresWithSuffixes,

    /// <summary><c>slo_events</c>: UnderscoreEscapingWithoutSuffixes.</summary>
    Underscores,

    /// <summary><c>slo.events_total</c>: NoUTF8EscapingWithSuffixes. The rules need Prometheus 3.</summary>
    Utf8WithSuffixes,

    /// <summary><c>slo.events</c>: NoTranslation. The rules need Prometheus 3.</summary>
    Utf8,

    /// <summary><c>slo_slo_events</c>: the meter adapter of prometheus-net, which puts the name of the meter in front.</summary>
    PrometheusNet,
}
