namespace Slo.AspNetCore.Api;

/// <summary>JSON: a change that the history supports.</summary>
/// <param name="Kind">What it changes: <c>target</c>, <c>threshold</c>, <c>rule</c>, or <c>objective</c>.</param>
/// <param name="Objective">The objective; the name of the new one, for a route.</param>
/// <param name="Change">What to do.</param>
/// <param name="Reason">The numbers that support it.</param>
/// <param name="Json">The keys below <c>Slo:Objectives</c>; null: the history does not have the values.</param>
/// <param name="Code">The same in C#, or null.</param>
internal sealed record SuggestionDocument(string Kind, string Objective, string Change, string Reason, string? Json, string? Code);
