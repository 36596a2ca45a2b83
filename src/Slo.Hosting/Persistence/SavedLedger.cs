namespace Slo.Hosting.Persistence;

/// <summary>What of ledger and incidents is in the store, so that a batch has only what is new.</summary>
internal sealed class SavedLedger(SloRegistry registry)
{
    // Of an incident that lasts, every evaluation changes the values.
    private static readonly TimeSpan Growth = TimeSpan.FromMinutes(1);

    private Dictionary<long, SloLedgerEntry> _entries = [];
    private Dictionary<string, SloIncident> _incidents = new(StringComparer.Ordinal);
    private (SloLedgerEntry[] Entries, SloIncident[] Incidents) _kept = ([], []);

    internal void Restore(SloStoreContent content)
    {
        registry.RestoreLedger(content.Entries, content.Incidents);
        registry.Ledger.MarkKept(content.Entries.Count == 0 ? 0 : content.Entries.Max(entry => entry.Id));
        _entries = content.Entries.DistinctBy(entry => entry.Id).ToDictionary(entry => entry.Id);
        _incidents = content.Incidents.DistinctBy(incident => incident.Id).ToDictionary(incident => incident.Id, StringComparer.Ordinal);
    }

    /// <summary>Adds what is new to a batch. If <see cref="Saved"/> is not called, all that is in memory is new the next time.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="isLast">Whether no other one follows.</param>
    internal SloStoreBatch AddTo(SloStoreBatch batch, bool isLast)
    {
        ILookup<bool, SloLedgerEntry> entries = registry.Ledger.Entries.ToLookup(entry => _entries.ContainsKey(entry.Id));
        ILookup<bool, SloIncident> incidents = registry.Incidents.ToLookup(incident => IsSaved(incident, isLast ? TimeSpan.Zero : Growth));
        _kept = ([.. entries[true]], [.. incidents[true].Select(incident => _incidents[incident.Id])]);
        _entries.Clear();
        _incidents.Clear();
        return batch with { Entries = [.. entries[false]], Incidents = [.. incidents[false]] };
    }

    /// <summary>The batch is in the store.</summary>
    internal void Saved(SloStoreBatch batch)
    {
        _entries = _kept.Entries.Concat(batch.Entries).ToDictionary(entry => entry.Id);
        registry.Ledger.MarkKept(_entries.Count == 0 ? 0 : _entries.Keys.Max());
        _incidents = _kept.Incidents.Concat(batch.Incidents).ToDictionary(incident => incident.Id, StringComparer.Ordinal);
    }

    private bool IsSaved(SloIncident incident, TimeSpan growth) =>
        _incidents.TryGetValue(incident.Id, out SloIncident? before)
        && (ReferenceEquals(incident, before) || (incident.EndedAt is null && before.EndedAt is null
            && incident.Severities.Count == before.Severities.Count && incident.Severities[^1] == before.Severities[^1]
            && ReferenceEquals(incident.Contributors, before.Contributors)
            && incident.AsOf - before.AsOf < growth));
}
