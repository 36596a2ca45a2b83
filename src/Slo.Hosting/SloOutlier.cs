namespace Slo;

/// <summary>The comparison of this instance with the rest of its fleet, by the events of the last 10 minutes.</summary>
/// <param name="Verdict">Whether this instance is worse.</param>
/// <param name="Own">The events of this instance.</param>
/// <param name="Others">The events of all other instances.</param>
/// <param name="Chance">The probability of at least this many bad events if the instance is as good as the others, in [0, 1]
/// (<see cref="SloStatistics.ChanceOfAsManyBad"/>).</param>
public readonly record struct SloOutlier(SloOutlierVerdict Verdict, SloEventCounts Own, SloEventCounts Others, double Chance);
