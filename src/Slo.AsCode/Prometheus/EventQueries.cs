namespace Slo.AsCode.Prometheus;

/// <summary>The events of an objective in PromQL, over any window up to the instant of evaluation. One series each, or none.</summary>
internal abstract class EventQueries
{
    /// <summary>The ratio of what was bad. No result where there was nothing: a NaN would stay in every window that saw it.</summary>
    internal abstract string BadRatio(TimeSpan window);

    /// <summary>The number of events, or null if the query does not give it.</summary>
    internal abstract string? Count(TimeSpan window);

    /// <summary>The number of bad events, or null if the query does not give it.</summary>
    internal virtual string? BadCount(TimeSpan window) => Count(window) is { } count ? $"(\n{BadRatio(window)}\n)\n* ({count})" : null;

    /// <summary>The number of what the budget counts, events or slices, or null if the query does not give it.</summary>
    internal virtual string? Units(TimeSpan window) => Count(window);

    /// <summary>Has a result while there were no events for this time, or null if the query does not show it.</summary>
    internal abstract string? Silence(TimeSpan after);

    internal static EventQueries Of(SloObjective objective, PrometheusRulesOptions options)
    {
        EventQueries events = objective.Indicator is QueryIndicator query
            ? new OutsideQueries(query) : new MeterQueries(objective, options);
        return objective.Method.Slice == TimeSpan.Zero ? events : new SlicedQueries(events, objective.Method);
    }

    /// <summary>Why there are no rules for an objective at all, or null.</summary>
    internal static SloFinding? Check(SloObjective objective) =>
        (objective.Indicator is QueryIndicator query ? OutsideQueries.Check(query) : null) ?? SlicedQueries.Check(objective.Method);
}
