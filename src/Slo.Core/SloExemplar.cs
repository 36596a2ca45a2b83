namespace Slo;

/// <summary>One bad event, to look at.</summary>
/// <param name="TraceId">The trace of the event, 32 hexadecimal digits; null if there was none.</param>
/// <param name="At">When it was recorded, UTC, to about 10 milliseconds.</param>
/// <param name="Elapsed">Its duration; null if it was not measured.</param>
/// <param name="Values">All that is known about it, in the order of <see cref="SloDimension"/>.</param>
public sealed record SloExemplar(string? TraceId, DateTimeOffset At, TimeSpan? Elapsed, IReadOnlyList<SloDimensionValue> Values);
