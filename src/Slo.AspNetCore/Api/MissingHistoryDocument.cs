namespace Slo.AspNetCore.Api;

/// <summary>JSON: what the history lacks for a suggestion.</summary>
/// <param name="Kind">The kind of suggestion: <c>target</c>, <c>threshold</c>, <c>rule</c>, or <c>objective</c>; null: any.</param>
/// <param name="Objective">The objective; null: the service, for objectives of routes.</param>
/// <param name="Reason">What is missing, with numbers.</param>
/// <param name="ObservedRatio">The share of the period that was observed, if it is too small.</param>
/// <param name="NeededRatio">The share that is needed.</param>
/// <param name="Count">What there is, if it is too few: events, slices, periods, seconds or requests, as the reason says.</param>
/// <param name="NeededCount">What is needed.</param>
internal sealed record MissingHistoryDocument(
    string? Kind, string? Objective, string Reason, double? ObservedRatio, double? NeededRatio, long? Count, long? NeededCount);
