namespace Slo;

/// <summary>How many instances a fleet has.</summary>
/// <param name="Total">Those that report, or did so within the last minutes without having said that they stop.</param>
/// <param name="Reporting">Those that report.</param>
/// <param name="TrafficRatio">The share of the latest traffic that was counted by those that report, in [0, 1].</param>
public readonly record struct SloFleetMembers(int Total, int Reporting, double TrafficRatio);
