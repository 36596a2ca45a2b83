namespace Slo;

/// <summary>
/// One event with all its properties: <c>tracker.Record(new SloEvent(SloOutcome.Bad) { Reason = "sold_out" })</c>.
/// </summary>
/// <param name="Outcome">Good, bad or ignored. An undefined value is dropped and counted as rejected.</param>
public readonly record struct SloEvent(SloOutcome Outcome)
{
    /// <summary>The reason of an event that was only too slow.</summary>
    public const string TooSlow = "latency";

    /// <summary>The reason of an event that a time-out ended.</summary>
    public const string TimedOut = "timeout";

    internal const int LongestReason = 64;

    /// <summary>
    /// The duration of the event; null if not measured. A good event that took longer than the latency threshold is bad.
    /// </summary>
    /// <value>A negative duration drops the event and counts it as rejected.</value>
    public TimeSpan? Elapsed { get; init; }

    /// <summary>
    /// The value by which the objective is grouped; null, or an objective without <see cref="SloObjective.Grouping"/>: only the total
    /// counts it.
    /// </summary>
    public string? Group { get; init; }

    /// <summary>Why it is bad, from a small set of values, such as OpenTelemetry's <c>error.type</c>: a status code, the type of an
    /// exception, <c>timeout</c>. At most 64 characters; good and ignored events keep none.</summary>
    public string? Reason { get; init; }

    /// <summary>The cohort whose events are compared with those of others, for example the version that served the request; null: none. At
    /// most 16 cohorts of at most 64 characters have counts of their own; all others share <see cref="SloCohortStatus.Other"/>.</summary>
    public string? Cohort { get; init; }

    /// <summary>The calls that were made to dependencies meanwhile (<see cref="SloCallScope.End"/>), for the dependency map; null:
    /// none.</summary>
    public SloCalls? Calls { get; init; }

    /// <summary>The reason of an event that failed by an exception: its type, with its namespace where that is not too long.</summary>
    /// <param name="exception">What was thrown.</param>
    public static string ReasonOf(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        Type type = exception.GetType();
        return type is { IsGenericType: false, FullName: { Length: <= LongestReason } name } ? name
            : type.Name.Split('`')[0] is { Length: <= LongestReason } shortName ? shortName
            : type.Name[..LongestReason];
    }
}
