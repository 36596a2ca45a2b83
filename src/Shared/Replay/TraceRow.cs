namespace Slo.Shared.Replay;

/// <summary>One row of a trace: so many events of each kind from a second since 1970 on.</summary>
/// <param name="Time">Seconds since 1970.</param>
/// <param name="Good">Good events.</param>
/// <param name="Bad">Bad events.</param>
/// <param name="IsGap">Whether nothing was observed from there until the next row; without events.</param>
internal readonly record struct TraceRow(long Time, long Good, long Bad, bool IsGap = false);
