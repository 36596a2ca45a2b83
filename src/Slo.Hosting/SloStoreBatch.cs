namespace Slo;

/// <summary>What a store saves at once.</summary>
/// <param name="States">A complete state takes the place of all that was saved of its objective with the same
/// <see cref="SloObjectiveState.CountingKey"/>; another one is added to it. What is not in the batch stays as it is.</param>
public sealed record SloStoreBatch(IReadOnlyList<SloObjectiveState> States)
{
    /// <summary>
    /// Whether all states that are not complete, of the whole set and of earlier batches, are removed before: what is needed of them is in
    /// this batch.
    /// </summary>
    public bool ReplacesAdditions { get; init; }

    /// <summary>
    /// States whose <see cref="SloObjectiveState.ExpiresAt"/> is earlier are removed, of every set: of objectives that are gone, and of
    /// what objectives counted before they were changed. UTC.
    /// </summary>
    public DateTimeOffset ExpiredBefore { get; init; } = DateTimeOffset.MinValue;

    /// <summary>Entries of the ledger. One of the same <see cref="SloLedgerEntry.Id"/> is replaced.</summary>
    public IReadOnlyList<SloLedgerEntry> Entries { get; init; } = [];

    /// <summary>Incidents. One of the same <see cref="SloIncident.Id"/> is replaced.</summary>
    public IReadOnlyList<SloIncident> Incidents { get; init; } = [];

    /// <summary>Entries that were added before, and incidents that ended before, are removed. UTC.</summary>
    public DateTimeOffset KeepSince { get; init; } = DateTimeOffset.MinValue;
}
