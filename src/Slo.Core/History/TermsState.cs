namespace Slo.History;

/// <summary>The terms of an objective, with what is known of their edges. Immutable.</summary>
/// <param name="Terms">The terms.</param>
/// <param name="Positions">Where on the timeline instants of the past lie.</param>
/// <param name="Counts">Cumulative counts at positions of the past.</param>
internal sealed record TermsState(
    TermsTimeline Terms, IReadOnlyDictionary<DateTimeOffset, long> Positions, IReadOnlyDictionary<long, HistoryCounts> Counts)
{
    private static readonly IReadOnlyDictionary<DateTimeOffset, long> NoPositions = new Dictionary<DateTimeOffset, long>();
    private static readonly IReadOnlyDictionary<long, HistoryCounts> NoCounts = new Dictionary<long, HistoryCounts>();

    /// <summary>Not known: what is declared now has been in force at all times.</summary>
    internal static TermsState Unknown { get; } = Of(new([], [], []));

    /// <summary>Terms without edges.</summary>
    internal static TermsState Of(TermsTimeline terms) => new(terms, NoPositions, NoCounts);

    /// <summary>The same where so many counts come before those that were known from a position on.</summary>
    internal TermsState Shift(HistoryCounts offset, long since) => this with
    {
        Counts = Counts.Where(edge => edge.Key >= since).ToDictionary(
            edge => edge.Key, edge => new HistoryCounts(edge.Value.Events + offset.Events, edge.Value.Budget + offset.Budget)),
    };

    /// <summary>The same with other events beside those that were known.</summary>
    internal TermsState With(Func<long, HistoryCounts> late) => this with
    {
        Counts = Counts.ToDictionary(
            edge => edge.Key,
            edge => new HistoryCounts(edge.Value.Events + late(edge.Key).Events, edge.Value.Budget + late(edge.Key).Budget)),
    };
}
