namespace Slo.AsCode.Prometheus;

/// <summary>The counter <c>slo.events</c> of this library's meter, summed over instances and groups (docs/metrics.md).</summary>
internal sealed class MeterQueries(SloObjective objective, PrometheusRulesOptions options) : EventQueries
{
    internal override string BadRatio(TimeSpan window) =>
        $"{Increase(Bad, window)}\n/\n({Increase(All, window)} > 0)";

    internal override string Count(TimeSpan window) => Increase(All, window);

    internal override string BadCount(TimeSpan window) => Increase(Bad, window);

    // A counter that did not exist all the time is unknown for the time before; one that is gone is silent.
    internal override string Silence(TimeSpan after) =>
        $"({Increase(All, after)} == 0 and on () count({All} offset {SloDuration.Format(after)}))\nor\nabsent({Increase(All, after)})";

    private string All => Series(null);

    private string Bad => Series("bad");

    private static string Increase(string series, TimeSpan window) => $"sum(increase({series}[{SloDuration.Format(window)}]))";

    /// <summary>The selector of one outcome, or of both.</summary>
    internal string Series(string? outcome)
    {
        var isUtf8 = options.Naming is PrometheusNaming.Utf8 or PrometheusNaming.Utf8WithSuffixes;
        IEnumerable<string> matchers =
        [
            (isUtf8 ? "\"slo.name\"=" : "slo_name=") + PromText.Literal(objective.Name),
            .. outcome is null ? Array.Empty<string>() : [(isUtf8 ? "\"slo.event.outcome\"=" : "slo_event_outcome=")
                + PromText.Literal(outcome)],
            .. string.IsNullOrWhiteSpace(options.Selector) ? Array.Empty<string>() : [options.Selector.Trim()],
        ];
        var inside = string.Join(",", matchers);
        return isUtf8 ? $"{{\"{Counter}\",{inside}}}" : $"{Counter}{{{inside}}}";
    }

    private string Counter => options.Naming switch
    {
        PrometheusNaming.UnderscoresWithSuffixes => "slo_events_total",
        PrometheusNaming.Underscores => "slo_events",
        PrometheusNaming.Utf8WithSuffixes => "slo.events_total",
        PrometheusNaming.Utf8 => "slo.events",
        PrometheusNaming.PrometheusNet => "slo_slo_events",
        _ => throw new InvalidOperationException($"{options.Naming} has no counter"),
    };
}
