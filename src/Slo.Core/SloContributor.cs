namespace Slo;

/// <summary>
/// A part of the bad events that rose more than all others: the events that have all of its <see cref="Values"/>. Immutable. See
/// docs/insight.md for the method.
/// </summary>
public sealed record SloContributor
{
    /// <summary>One to three values that its events have in common, in the order of <see cref="SloDimension"/>.</summary>
    public required IReadOnlyList<SloDimensionValue> Values { get; init; }

    /// <summary>
    /// Its share of the excess, in (0, 1]: (bad events now - bad events expected) of this part over that of all events. Contributors do not
    /// overlap, so the shares of an attribution add up to at most 1.
    /// </summary>
    public required double ExcessRatio { get; init; }

    /// <summary>
    /// Its share of the bad events now over its share before, above 1. A part without bad events before counts as half an event there. Of
    /// cohorts and groups that never failed before: over their share of the good events now.
    /// </summary>
    public required double Lift { get; init; }

    /// <summary>Its bad events in the time asked for. An estimate where more than about a hundred events fell into ten seconds: the
    /// standard error of its share p is sqrt(p (1 - p) / n) for n sampled events.</summary>
    public required double BadEvents { get; init; }

    /// <summary>Its bad events in that time if all were as before: those before, times the ratio of all events now and before.</summary>
    public required double ExpectedBadEvents { get; init; }

    /// <summary>The first bad event of the time asked for that has all values, UTC; of the events that are kept.</summary>
    public required DateTimeOffset FirstSeenAt { get; init; }

    /// <summary>The first bad event of its rarest value since the objective began in this process, UTC: near
    /// <see cref="FirstSeenAt"/>, the value is new.</summary>
    public required DateTimeOffset ValueFirstSeenAt { get; init; }

    /// <summary>
    /// The version (<see cref="SloDimension.Cohort"/>) with which it appeared: all of its events have it, its other values were not seen
    /// together before, in the events that are kept (4 days), and at least 10 bad events of other versions were. Null otherwise.
    /// </summary>
    public string? FirstVersion { get; init; }

    /// <summary>
    /// How probable a difference this large or larger is by chance, if its share had not changed: Fisher's exact test, one-sided, in
    /// [0, 1].
    /// </summary>
    public required double PValue { get; init; }

    /// <summary>Events to look at: the newest first, then the slowest that are not among them.</summary>
    public required IReadOnlyList<SloExemplar> Exemplars { get; init; }

    /// <summary>The values as text: <c>POST /orders, timeout, payments</c>.</summary>
    public string Name => string.Join(", ", Values.Select(value => value.Value));
}
