namespace Slo.Sqlite;

/// <summary>A row of either table of states, and what it has.</summary>
/// <param name="Id">Its place in the order in which all states were saved.</param>
/// <param name="Set">The set it is of.</param>
/// <param name="Objective">The objective; null where it has additions of many.</param>
/// <param name="Data">The bytes.</param>
/// <param name="Hash">Their checksum.</param>
/// <param name="Expires">When it expires, in ticks of UTC; null: the file does not say so.</param>
internal sealed record StoredRow(long Id, string Set, string? Objective, byte[] Data, long Hash, long? Expires)
{
    /// <summary>The states; empty if the row is damaged, or if all of it is of a later version.</summary>
    internal IReadOnlyList<SloObjectiveState> States { get; private set; } = [];

    internal bool IsDamaged { get; private set; }

    /// <summary>Whether a later version of Slo wrote some of it.</summary>
    internal bool IsUnread { get; private set; }

    /// <summary>Reads the states. Several rows may be read at once.</summary>
    internal StoredRow Decode()
    {
        try
        {
            IsDamaged = Sql.Hash(Data) != Hash;
            States = IsDamaged ? [] : Objective is null
                ? [.. AdditionBlock.Read(Data).Select(bytes => Read(bytes.Span)).OfType<SloObjectiveState>()]
                : Read(Data) is { } state ? [state] : [];

            // The columns have no checksum.
            IsDamaged |= Objective is not null && States is [var one]
                && (!one.Name.Equals(Objective, StringComparison.OrdinalIgnoreCase)
                    || one.ExpiresAt.UtcTicks != (Expires ?? one.ExpiresAt.UtcTicks));
        }
        catch (InvalidDataException)
        {
            IsDamaged = true;
        }

        States = IsDamaged ? [] : States;
        return this;
    }

    private SloObjectiveState? Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return SloObjectiveState.FromBytes(bytes);
        }
        catch (NotSupportedException)
        {
            IsUnread = true;
            return null;
        }
    }
}
