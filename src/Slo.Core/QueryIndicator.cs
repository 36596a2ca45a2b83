namespace Slo;

/// <summary>The events are queries of an external store: the indicator of SLOs that are evaluated where the metrics are stored.</summary>
/// <remarks>
/// Slo.Hosting reads the events from a source that is added for the kind (docs/queries.md), and rules for Prometheus are generated from it
/// (Slo.AsCode). Without a source, an objective with it has no events until code records them.
/// </remarks>
/// <param name="Source">The kind of store, for example <c>Prometheus</c> or <c>Datadog</c>; compared without case.</param>
public sealed record QueryIndicator(string Source) : SloIndicator
{
    /// <summary>Query of the good events, or null if <see cref="Bad"/> or <see cref="Raw"/> is used.</summary>
    public string? Good { get; init; }

    /// <summary>Query of the bad events, or null if <see cref="Good"/> or <see cref="Raw"/> is used.</summary>
    public string? Bad { get; init; }

    /// <summary>Query of all events; null with <see cref="Raw"/>.</summary>
    public string? Total { get; init; }

    /// <summary>Query of a ratio, or null.</summary>
    public string? Raw { get; init; }

    /// <summary>Whether <see cref="Raw"/> is the ratio of bad events, not of good ones.</summary>
    public bool IsRawBad { get; init; }

    /// <summary>
    /// Whether the queries are counters, whose increase is used. Default false: the values are used as they are.
    /// </summary>
    public bool IsCounter { get; init; }

    /// <summary>
    /// Query of a value that is compared with <see cref="Limit"/>: each sample is one event, good on the right side of it; or null.
    /// </summary>
    public string? Threshold { get; init; }

    /// <summary>How a good value of <see cref="Threshold"/> compares with <see cref="Limit"/>; null without a threshold.</summary>
    public QueryComparison? Comparison { get; init; }

    /// <summary>What the values of <see cref="Threshold"/> are compared with; null without a threshold.</summary>
    public decimal? Limit { get; init; }

    /// <summary>The name of the data source of the queries, or null for the only one of its kind.</summary>
    public string? DataSource { get; init; }

    /// <summary>Further settings of the source, as a JSON object by query (<c>good</c>, <c>total</c>, …), or null.</summary>
    public string? Settings { get; init; }

    /// <inheritdoc/>
    public override string Describe() => $"queries of {Source}";
}
