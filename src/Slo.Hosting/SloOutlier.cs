namespace Slo;

/// <summary>This instance and the rest of its fleet, by the events of the last minutes.</summary>
/// <param name="Verdict">Whether it is worse.</param>
/// <param name="Own">Its events.</param>
/// <param name="Others">The events of all other instances.</param>
/// <param name="Chance">The probability that it has so many bad events, or more, if it is as good as the others
/// (<see cref="SloStatistics.ChanceOfAsManyBad"/>).</param>
public readonly record struct SloOutlier(SloOutlierVerdict Verdict, SloEventCounts Own, SloEventCounts Others, double Chance);
