namespace Slo;

/// <summary>What a store has of a set.</summary>
/// <param name="States">Of each objective and each <see cref="SloObjectiveState.CountingKey"/> the last complete state, and then what was
/// saved after it, in order. Empty if nothing was saved.</param>
public sealed record SloStoreContent(IReadOnlyList<SloObjectiveState> States)
{
    /// <summary>The last entries of the ledger; more than 1,000 are not needed.</summary>
    public IReadOnlyList<SloLedgerEntry> Entries { get; init; } = [];

    /// <summary>The incidents that last, and the last ones that ended; more than 1,000 of those are not needed.</summary>
    public IReadOnlyList<SloIncident> Incidents { get; init; } = [];

    /// <summary>
    /// What was saved and cannot be loaded, and where it is now, for people; null if nothing is lost. It is logged, and health checks
    /// report that there was a loss.
    /// </summary>
    public string? Loss { get; init; }

    /// <summary>
    /// What was saved by a later version of Slo, so that <see cref="SloObjectiveState.FromBytes"/> does not read it, and is left in the
    /// store for that version, for people; null if there is nothing. It is logged.
    /// </summary>
    public string? Unread { get; init; }
}
