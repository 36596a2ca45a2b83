using System.Diagnostics;

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

    /// <summary>The cohort, for example the version that served the request; null: none. Cohorts can be compared
    /// (<see cref="SloTracker.GetCanary"/>). At most 16 cohorts of at most 64 characters have their own counts; all others share
    /// <see cref="SloCohortStatus.Other"/>.</summary>
    public string? Cohort { get; init; }

    /// <summary>The route, method or job that the event is of, from a small set: a pattern as mapped, never a path as sent. Used for bad
    /// events only, to find what they have in common (<see cref="SloTracker.GetContributors"/>); so are the properties below. 200 values
    /// of at most 128 characters are told apart.</summary>
    public string? Operation { get; init; }

    /// <summary>What failed on the way, a host or service such as <c>payments</c>; null: nothing that is known. 64 values.</summary>
    public string? Dependency { get; init; }

    /// <summary>The process or host that the event is of, where one objective counts those of several. 64 values.</summary>
    public string? Instance { get; init; }

    /// <summary>The kind of client, such as the name in its certificate. Never a secret: it is shown. 64 values.</summary>
    public string? Caller { get; init; }

    /// <summary>The trace of the event. Default: that of <see cref="Activity.Current"/> when a bad event is recorded. Its span is kept
    /// too, if the current activity belongs to the trace.</summary>
    public ActivityTraceId TraceId { get; init; }

    /// <summary>The id by which logs know the event, such as <c>HttpContext.TraceIdentifier</c>; used where there is no trace. Kept up to
    /// 32 letters, digits, hyphens and colons, or as a GUID; any other is not kept.</summary>
    public string? RequestId { get; init; }

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
