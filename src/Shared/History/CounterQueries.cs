namespace Slo.Shared.History;

/// <summary>Which counters hold the events of an objective.</summary>
/// <param name="Total">The selector of all events.</param>
/// <param name="Part">The selector of the good or of the bad ones.</param>
/// <param name="IsPartBad">Whether the part is the bad ones.</param>
internal sealed record CounterQueries(string Total, string Part, bool IsPartBad)
{
    /// <summary>As the definition has them, or the counter <c>slo.events</c> of the app; null if its queries are no counters.</summary>
    internal static CounterQueries? Of(SloObjective objective) => objective.Indicator switch
    {
        QueryIndicator { IsCounter: true, Total: { } total, Good: { } good } => new(total, good, IsPartBad: false),
        QueryIndicator { IsCounter: true, Total: { } total, Bad: { } bad } => new(total, bad, IsPartBad: true),
        QueryIndicator => null,
        _ => new($$"""slo_events_total{slo_name="{{objective.Name}}"}""",
            $$"""slo_events_total{slo_name="{{objective.Name}}",slo_event_outcome="bad"}""", IsPartBad: true),
    };
}
