namespace Slo.Tests.Canary;

/// <summary>What became of simulated canaries.</summary>
/// <param name="Sample">The planned sample, in events of both cohorts.</param>
/// <param name="Rollbacks">How many were rolled back, at any look.</param>
/// <param name="Promotions">How many ended promoted.</param>
/// <param name="Detected">How many were rolled back within the planned sample.</param>
/// <param name="MedianOfSample">The share of the sample that half of these needed at most; null: there were none.</param>
/// <param name="Blamed">How many were worse than the baseline at the level in the end, by the sums of all events, in a single look.</param>
internal sealed record CanaryResult(long Sample, int Rollbacks, int Promotions, int Detected, double? MedianOfSample, int Blamed);
