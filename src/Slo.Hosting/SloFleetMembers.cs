namespace Slo;

/// <summary>The number of instances of a fleet.</summary>
/// <param name="Total">Instances that report, or did so within the last minutes and were not stopped.</param>
/// <param name="Reporting">Instances that report.</param>
/// <param name="TrafficRatio">The share of recent traffic that the reporting instances account for, in [0, 1].</param>
public readonly record struct SloFleetMembers(int Total, int Reporting, double TrafficRatio);
