namespace Slo.History;

/// <summary>The terms of an objective, with what is known of their edges. Immutable.</summary>
/// <param name="Terms">The terms.</param>
/// <param name="Positions">Where on the timeline instants of the past lie.</param>
/// <param name="Counts">Cumulative counts at positions of the past.</param>
internal sealed record TermsState(
    TermsTimeline Terms, IReadOnlyDictionary<DateTimeOffset, long> Positions, IReadOnlyDictionary<long, HistoryCounts> Counts)
{
    /// <summary>What is declared now has been in force at all times.</summary>
    internal static TermsState Unknown { get; } =
        new(new([], [], []), new Dictionary<DateTimeOffset, long>(), new Dictionary<long, HistoryCounts>());
}
