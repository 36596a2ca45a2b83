namespace Slo.Shared.Reporting;

/// <summary>All suggestions for a set of objectives, each over its own last period.</summary>
/// <param name="AsOf">The instant of the data, UTC.</param>
/// <param name="Suggestions">By objective, the least budget left first; then those for routes.</param>
/// <param name="Omitted">How many objectives were left out.</param>
/// <param name="Missing">What the history lacks for others, in the same order.</param>
/// <param name="Judged">How many objectives have enough history to suggest anything.</param>
internal sealed record SuggestionReport(
    DateTimeOffset AsOf, IReadOnlyList<Suggestion> Suggestions, int Omitted, IReadOnlyList<MissingHistory> Missing, int Judged)
{
    /// <summary>Whether there was an answer: a suggestion, or that there is none.</summary>
    internal bool IsDecided => Judged > 0 || Suggestions.Count > 0;

    /// <param name="subjects">The objectives.</param>
    /// <param name="omitted">How many are not among them.</param>
    /// <param name="coverage">The coverage of the service; null: not known.</param>
    /// <param name="names">All objectives that are declared.</param>
    /// <param name="asOf">The instant of the data, UTC.</param>
    /// <param name="cancel">Ends it.</param>
    internal static SuggestionReport Build(
        IReadOnlyList<ReportSubject> subjects, int omitted, CoverageReport? coverage, IEnumerable<string> names, DateTimeOffset asOf,
        CancellationToken cancel)
    {
        IReadOnlyList<ReportSubject> some = [.. subjects.Take(SuggestionLimits.MostObjectives)];
        SuggestionResult[] all = [.. some.Select(subject => ReportBuilder.Suggest(subject, RangeOf(subject.Objective, asOf), cancel))];
        IReadOnlyList<Suggestion> ofRoutes = CoverageSuggestions.Of(coverage, names);
        return new(
            asOf, [.. all.SelectMany(one => one.Suggestions), .. ofRoutes], omitted + subjects.Count - some.Count,
            [
                .. all.SelectMany(one => one.Missing),
                .. CoverageSuggestions.Missing(coverage) is { } missing ? (MissingHistory[])[missing] : [],
            ],
            all.Count(one => one.IsJudged));
    }

    /// <summary>The last period: of a calendar period as much time as its longest one has.</summary>
    internal static ReportRange RangeOf(SloObjective objective, DateTimeOffset asOf)
    {
        DateTimeOffset to = new(asOf.UtcTicks - (asOf.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero);
        TimeSpan length = objective.Period.LongestLength;
        return new(to - (length < ReportLimits.ShortestRange ? ReportLimits.ShortestRange : length), to);
    }
}
