namespace Slo.Hosting.Backfill;

/// <summary>Where the history of an objective is read from.</summary>
internal interface IHistorySource
{
    /// <summary>For the log.</summary>
    string Name { get; }

    /// <summary>Reads what there is of an objective; nothing if the source does not have it. Throws if it cannot be read.</summary>
    /// <param name="objective">The objective.</param>
    /// <param name="from">What is older is not needed.</param>
    /// <param name="to">The end; no step ends later.</param>
    /// <param name="cancellationToken">The time is over, or the host stops.</param>
    Task<IReadOnlyList<SloHistoryStep>> ReadAsync(
        SloObjective objective, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken);
}
