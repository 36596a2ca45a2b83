using Slo.Shared.Reporting;

namespace Slo.AspNetCore.Api;

/// <summary>JSON: the suggestions for a set.</summary>
/// <param name="AsOf">The instant of the data.</param>
/// <param name="Judged">How many objectives have enough history to suggest anything.</param>
/// <param name="Omitted">How many objectives were left out.</param>
/// <param name="Suggestions">By objective, then those for routes.</param>
/// <param name="Missing">What the history lacks for others.</param>
internal sealed record SuggestionsDocument(
    DateTimeOffset AsOf, int Judged, int Omitted, IReadOnlyList<SuggestionDocument> Suggestions,
    IReadOnlyList<MissingHistoryDocument> Missing)
{
    internal static SuggestionsDocument Of(SuggestionReport report) => new(
        report.AsOf, report.Judged, report.Omitted,
        [
            .. report.Suggestions.Select(one =>
                new SuggestionDocument(one.Word, one.Objective, one.Change, one.Reason, one.Json, one.Code)),
        ],
        [
            .. report.Missing.Select(one => new MissingHistoryDocument(
                one.Word, one.Objective, one.Reason, one.ObservedRatio, one.NeededRatio, one.Count, one.NeededCount)),
        ]);
}
