namespace Slo.Sqlite;

/// <summary>Chooses, from all rows, the states that continue each other.</summary>
internal sealed class StateSelection
{
    private readonly Dictionary<(string Set, string Objective, string Generation), long> _complete = [];
    private readonly HashSet<string> _brokenSets = new(StringComparer.Ordinal);

    internal bool IsDamaged { get; private set; }

    /// <summary>What of it is of a later version of Slo.</summary>
    internal SortedSet<string> Unread { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="rows">In the order of their ids.</param>
    internal List<StoredState> Of(IReadOnlyList<StoredRow> rows)
    {
        foreach (StoredRow row in rows.Where(row => row.Objective is not null))
        {
            foreach (SloObjectiveState state in row.States)
            {
                _complete.TryAdd(Key(row, state), row.Id);
            }
        }

        return [.. rows.SelectMany(row => Of(row).Select(state => new StoredState(row.Set, state)))];
    }

    private IEnumerable<SloObjectiveState> Of(StoredRow row)
    {
        IsDamaged |= row.IsDamaged;
        if (row.IsUnread)
        {
            Unread.Add(row.Objective ?? "additions");
        }

        if (row.Objective is not null)
        {
            return row.States;
        }

        // Nothing continues what is missing.
        if (row.IsDamaged)
        {
            _brokenSets.Add(row.Set);
        }

        // What is older than the complete state is in it. What has none continues one that was not read.
        return _brokenSets.Contains(row.Set) ? []
            : row.States.Where(state => _complete.TryGetValue(Key(row, state), out var complete) && row.Id > complete);
    }

    private static (string, string, string) Key(StoredRow row, SloObjectiveState state) =>
        (row.Set, state.Name.ToUpperInvariant(), state.CountingKey);
}
