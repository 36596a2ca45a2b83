using System.Collections.ObjectModel;

namespace Slo;

/// <summary>
/// What was decided and what happened around objectives: deployments, changed targets, exclusions, overrides, closed periods.
/// Thread-safe. The last entries are in memory; a store keeps them longer.
/// </summary>
public sealed class SloLedger
{
    /// <summary>How many entries are kept in memory; beyond that the oldest are dropped.</summary>
    public const int Capacity = 1_000;

    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly Queue<SloLedgerEntry> _entries = new();
    private long _lastId;
    private long _keptThrough = long.MaxValue;
    private long _lost;

    internal SloLedger(TimeProvider time) => _time = time;

    /// <summary>The last entries, the oldest first, at most <see cref="Capacity"/>. A snapshot.</summary>
    public IReadOnlyList<SloLedgerEntry> Entries
    {
        get
        {
            lock (_gate)
            {
                return [.. _entries];
            }
        }
    }

    /// <summary>
    /// How many entries were dropped from memory before a store had them. Without a store none are, because nothing is to keep them.
    /// </summary>
    public long LostCount
    {
        get
        {
            lock (_gate)
            {
                return _lost;
            }
        }
    }

    /// <summary>How many entries that can wait may be added, so that memory keeps room for others until a store has them. Without a store
    /// any number.</summary>
    internal int Room
    {
        get
        {
            lock (_gate)
            {
                return _keptThrough == long.MaxValue
                    ? int.MaxValue : Math.Max(0, (Capacity / 2) - _entries.Count(entry => entry.Id > _keptThrough));
            }
        }
    }

    /// <summary>
    /// Says that a store has all entries up to one, or 0: that there is a store. From the first call on, entries that are dropped from
    /// memory before the store has them are counted.
    /// </summary>
    /// <param name="id">The <see cref="SloLedgerEntry.Id"/> of the last entry that the store has.</param>
    public void MarkKept(long id)
    {
        lock (_gate)
        {
            _keptThrough = _keptThrough == long.MaxValue ? id : Math.Max(_keptThrough, id);
        }
    }

    /// <summary>Adds an entry, as of now. Texts that are too long are cut, and details beyond the limit are left out.</summary>
    /// <param name="kind">What it is about.</param>
    /// <param name="objective">The name of the objective; null: the whole set.</param>
    /// <param name="actor">Who did it.</param>
    /// <param name="reason">Why.</param>
    /// <param name="details">The details, by the keys of <see cref="SloLedgerDetails"/>; null values are left
    /// out.</param>
    /// <returns>The entry.</returns>
    public SloLedgerEntry Add(
        SloLedgerEntryKind kind, string? objective = null, string? actor = null, string? reason = null,
        IEnumerable<KeyValuePair<string, string?>>? details = null)
    {
        Dictionary<string, string> kept = new(StringComparer.Ordinal);
        foreach ((string key, string? value) in (details ?? []).Take(SloLedgerEntry.MostDetails))
        {
            if (value is not null)
            {
                kept[Cut(key, SloLedgerEntry.LongestActor)!] = Cut(value, SloLedgerEntry.LongestText)!;
            }
        }

        DateTimeOffset now = _time.GetUtcNow();
        lock (_gate)
        {
            _lastId = Math.Max(_lastId + 1, (now - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond);
            SloLedgerEntry entry = new()
            {
                Id = _lastId,
                At = now,
                Kind = kind,
                Objective = Cut(objective, SloLedgerEntry.LongestText),
                Actor = Cut(actor, SloLedgerEntry.LongestActor),
                Reason = Cut(reason, SloLedgerEntry.LongestText),
                Details = new ReadOnlyDictionary<string, string>(kept),
            };
            _entries.Enqueue(entry);
            if (_entries.Count > Capacity)
            {
                _lost += _entries.Dequeue().Id > _keptThrough ? 1 : 0;
            }

            return entry;
        }
    }

    /// <summary>Adds entries of earlier processes.</summary>
    internal void Restore(IEnumerable<SloLedgerEntry> entries)
    {
        lock (_gate)
        {
            SloLedgerEntry[] own = [.. _entries];
            SloLedgerEntry[] all = [.. own.Concat(entries).DistinctBy(entry => entry.Id).OrderBy(entry => entry.Id)];
            _lost += all.SkipLast(Capacity).Count(entry => entry.Id > _keptThrough && own.Contains(entry));
            _entries.Clear();
            foreach (SloLedgerEntry entry in all.TakeLast(Capacity))
            {
                _entries.Enqueue(entry);
                _lastId = Math.Max(_lastId, entry.Id);
            }
        }
    }

    private static string? Cut(string? text, int longest) => text is null || text.Length <= longest ? text : text[..longest];
}
