namespace Slo;

/// <summary>Selects entries of the ledger. They are returned with the newest first.</summary>
public sealed record SloLedgerQuery
{
    /// <summary>Only entries at this time or later, UTC; null: no limit.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Only entries before this time, UTC; null: no limit.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Only entries about this objective, compared without case; null: all, including those about the whole set.</summary>
    public string? Objective { get; init; }

    /// <summary>Only entries of this kind; null: all.</summary>
    public SloLedgerEntryKind? Kind { get; init; }

    /// <summary>Only entries with a smaller id. For the next page, the last id of the previous page. Null: the first page.</summary>
    public long? Before { get; init; }

    /// <summary>The maximum number of entries; at least 1. Default 100.</summary>
    public int Limit { get; init; } = 100;

    /// <summary>Whether an entry meets all conditions, without regard to <see cref="Limit"/>.</summary>
    /// <param name="entry">The entry.</param>
    public bool IsFor(SloLedgerEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return (From is null || entry.At >= From) && (To is null || entry.At < To) && (Kind is null || entry.Kind == Kind)
            && (Before is null || entry.Id < Before)
            && (Objective is null || Objective.Equals(entry.Objective, StringComparison.OrdinalIgnoreCase));
    }
}
