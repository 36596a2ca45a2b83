namespace Slo.Anomalies;

/// <summary>A part of the latency threshold. The value is what divides it.</summary>
internal enum LatencyMark
{
    Half = 2,
    Quarter = 4,
}
