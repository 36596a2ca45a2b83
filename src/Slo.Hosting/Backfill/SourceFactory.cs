namespace Slo.Hosting.Backfill;

/// <summary>A source that was added to a set.</summary>
/// <param name="Create">Creates it, with the options of the set.</param>
internal sealed record SourceFactory(Func<SloBackfillOptions, IHistorySource> Create);
