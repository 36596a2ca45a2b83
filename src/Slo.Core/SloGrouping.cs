namespace Slo;

/// <summary>How an objective is split: by route, by tenant, by anything with a bounded number of values.</summary>
/// <param name="Label">What the values are, for example <c>tenant</c>: the attribute of the metrics.</param>
/// <param name="Maximum">How many groups are kept; later ones share <see cref="SloGroupStatus.Other"/>.</param>
public sealed record SloGrouping(string Label, int Maximum);
