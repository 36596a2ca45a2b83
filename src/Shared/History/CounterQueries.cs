using Slo.Cli.Infrastructure;

namespace Slo.Cli.Import;

/// <summary>Which counters hold the events of an objective.</summary>
/// <param name="Total">The selector of all events.</param>
/// <param name="Part">The selector of the good or of the bad ones.</param>
/// <param name="IsPartBad">Whether the part is the bad ones.</param>
internal sealed record CounterQueries(string Total, string Part, bool IsPartBad)
{
    /// <summary>As the command line has them, or the definition, or the counter <c>slo.events</c> of the app.</summary>
    /// <exception cref="ToolException">They give no good and bad events.</exception>
    internal static CounterQueries Of(SloObjective objective, string? good, string? bad, string? total) => (good, bad, total) switch
    {
        (null, null, null) => OfDefinition(objective),
        ({ } part, null, { } all) => new(all, part, IsPartBad: false),
        (null, { } part, { } all) => new(all, part, IsPartBad: true),
        _ => throw new ToolException(ExitCode.Usage, "--total-query goes with --good-query or --bad-query; give two of them, or none for "
            + "the counters that the definition names"),
    };

    private static CounterQueries OfDefinition(SloObjective objective) => objective.Indicator switch
    {
        QueryIndicator { IsCounter: true, Total: { } total, Good: { } good } => new(total, good, IsPartBad: false),
        QueryIndicator { IsCounter: true, Total: { } total, Bad: { } bad } => new(total, bad, IsPartBad: true),
        QueryIndicator => throw new ToolException(ExitCode.Usage,
            $"the queries of '{objective.Name}' are no counters; write --total-query and --good-query"),
        _ => new($$"""slo_events_total{slo_name="{{objective.Name}}"}""",
            $$"""slo_events_total{slo_name="{{objective.Name}}",slo_event_outcome="bad"}""", IsPartBad: true),
    };
}
