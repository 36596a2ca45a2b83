namespace Slo;

/// <summary>One bad event, to look at.</summary>
/// <param name="TraceId">The trace of the event, 32 hexadecimal digits; null if there was none.</param>
/// <param name="At">When it was recorded, UTC, to about 10 milliseconds.</param>
/// <param name="Elapsed">Its duration; null if it was not measured.</param>
/// <param name="Values">All that is known about it, in the order of <see cref="SloDimension"/>.</param>
public sealed record SloExemplar(string? TraceId, DateTimeOffset At, TimeSpan? Elapsed, IReadOnlyList<SloDimensionValue> Values)
{
    /// <summary>The span in which it was recorded, 16 hexadecimal digits; null if no activity of its trace was current.</summary>
    public string? SpanId { get; init; }

    /// <summary>The id of its request in logs, where there was no trace (<see cref="SloEvent.RequestId"/>); null otherwise.</summary>
    public string? RequestId { get; init; }
}
