namespace Slo;

/// <summary>Which entries of the ledger are wanted, the newest first.</summary>
public sealed record SloLedgerQuery
{
    /// <summary>Entries from then on, UTC; null: from the first one.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Entries before then, UTC; null: to the last one.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Entries about this objective, whatever the case; null: all, also those about the whole set.</summary>
    public string? Objective { get; init; }

    /// <summary>Entries of this kind; null: all.</summary>
    public SloLedgerEntryKind? Kind { get; init; }

    /// <summary>Entries with a smaller id: the last one of the page before. Null: from the newest on.</summary>
    public long? Before { get; init; }

    /// <summary>How many at most; at least 1. Default 100.</summary>
    public int Limit { get; init; } = 100;

    /// <summary>Whether an entry is wanted, as far as <see cref="Limit"/> lets it.</summary>
    /// <param name="entry">The entry.</param>
    public bool IsFor(SloLedgerEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return (From is null || entry.At >= From) && (To is null || entry.At < To) && (Kind is null || entry.Kind == Kind)
            && (Before is null || entry.Id < Before)
            && (Objective is null || Objective.Equals(entry.Objective, StringComparison.OrdinalIgnoreCase));
    }
}
