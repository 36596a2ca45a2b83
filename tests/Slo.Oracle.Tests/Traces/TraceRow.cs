namespace Slo.Tests.Traces;

internal readonly record struct TraceRow(long Time, long Good, long Bad);
