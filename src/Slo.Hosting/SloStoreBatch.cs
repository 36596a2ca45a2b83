namespace Slo;

/// <summary>What a store saves at once.</summary>
/// <param name="States">A complete state takes the place of all that was saved of its objective; another one is added to it. Objectives
/// that are not in the batch stay as they are.</param>
public sealed record SloStoreBatch(IReadOnlyList<SloObjectiveState> States)
{
    /// <summary>Entries of the ledger. One of the same <see cref="SloLedgerEntry.Id"/> is replaced.</summary>
    public IReadOnlyList<SloLedgerEntry> Entries { get; init; } = [];

    /// <summary>Incidents. One of the same <see cref="SloIncident.Id"/> is replaced.</summary>
    public IReadOnlyList<SloIncident> Incidents { get; init; } = [];

    /// <summary>Entries that were added before, and incidents that ended before, are removed. UTC.</summary>
    public DateTimeOffset KeepSince { get; init; } = DateTimeOffset.MinValue;
}
