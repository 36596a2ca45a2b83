namespace Slo;

/// <summary>How an objective is grouped: by route, by tenant, by any value with a bounded number of variants.</summary>
/// <param name="Label">The label of the values, for example <c>tenant</c>; also the attribute of the metrics.</param>
/// <param name="Maximum">How many groups are kept; later ones share <see cref="SloGroupStatus.Other"/>.</param>
public sealed record SloGrouping(string Label, int Maximum);
