namespace Slo.Cli.Replay;

/// <summary>One row of a trace: so many events of each kind at a second since 1970.</summary>
internal readonly record struct TraceRow(long Time, long Good, long Bad);
