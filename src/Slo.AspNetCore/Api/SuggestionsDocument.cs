using Slo.Shared.Reporting;

namespace Slo.AspNetCore.Api;

/// <summary>JSON: the suggestions for a set.</summary>
/// <param name="AsOf">The instant of the data.</param>
/// <param name="Omitted">How many objectives were left out.</param>
/// <param name="Suggestions">By objective, then those for routes.</param>
internal sealed record SuggestionsDocument(DateTimeOffset AsOf, int Omitted, IReadOnlyList<SuggestionDocument> Suggestions)
{
    internal static SuggestionsDocument Of(SuggestionReport report) => new(
        report.AsOf, report.Omitted,
        [
            .. report.Suggestions.Select(one =>
                new SuggestionDocument(one.Word, one.Objective, one.Change, one.Reason, one.Json, one.Code)),
        ]);
}
