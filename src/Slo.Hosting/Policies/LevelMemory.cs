using System.Diagnostics.CodeAnalysis;

namespace Slo.Hosting.Policies;

/// <summary>
/// The levels that were in force at the last evaluation, and since when. It starts from the entries of the ledger, so that after a restart
/// a level whose value is between its two limits does not end, and no level is recorded twice. Not thread-safe.
/// </summary>
internal sealed class LevelMemory
{
    private readonly Dictionary<LevelKey, SloPolicyStatus> _inForce = [];
    private readonly Dictionary<LevelKey, DateTimeOffset> _resumed = [];

    /// <summary>Reads the entries of earlier processes.</summary>
    internal void Resume(IEnumerable<SloLedgerEntry> entries)
    {
        foreach (SloLedgerEntry entry in entries.Where(entry => entry.Kind == SloLedgerEntryKind.PolicyLevel).OrderBy(entry => entry.Id))
        {
            if (KeyOf(entry) is not { } key)
            {
                continue;
            }

            if (entry.Details.GetValueOrDefault(SloLedgerDetails.Outcome) == PolicyAudit.Entered)
            {
                _resumed.TryAdd(key, entry.At);
            }
            else
            {
                _resumed.Remove(key);
            }
        }
    }

    /// <summary>Since when a level is in force; null if it was not in force at the last evaluation.</summary>
    internal DateTimeOffset? Since(LevelKey key) =>
        _inForce.TryGetValue(key, out SloPolicyStatus? status) ? status.Since
        : _resumed.TryGetValue(key, out DateTimeOffset at) ? at : null;

    /// <summary>Replaces the status of all levels.</summary>
    /// <param name="all">The status of each level.</param>
    /// <returns>The levels that came into force or ended.</returns>
    internal IReadOnlyList<PolicyChange> Next(IReadOnlyList<SloPolicyStatus> all)
    {
        List<PolicyChange> changes = [];
        Dictionary<LevelKey, SloPolicyStatus> inForce = [];
        HashSet<LevelKey> seen = [];
        foreach (SloPolicyStatus status in all)
        {
            var key = LevelKey.Of(status);
            seen.Add(key);
            var was = _inForce.ContainsKey(key) || _resumed.Remove(key);
            if (status.IsInForce)
            {
                inForce[key] = status;
            }

            if (was != status.IsInForce)
            {
                changes.Add(new(status, status.IsInForce, status.Reason));
            }
        }

        foreach ((LevelKey key, SloPolicyStatus gone) in _inForce.Where(one => !seen.Contains(one.Key)))
        {
            changes.Add(new(gone with { IsInForce = false }, false, "the policy or the objective is not declared any more"));
        }

        _inForce.Clear();
        foreach ((LevelKey key, SloPolicyStatus status) in inForce)
        {
            _inForce.Add(key, status);
        }

        return changes;
    }

    private static LevelKey? KeyOf(SloLedgerEntry entry) =>
        Has(entry, SloLedgerDetails.Policy, out var policy) && Has(entry, SloLedgerDetails.Level, out var level)
            && entry.Objective is { } objective
            ? LevelKey.Of(policy, level, objective) : null;

    private static bool Has(SloLedgerEntry entry, string key, [NotNullWhen(true)] out string? value) =>
        entry.Details.TryGetValue(key, out value);
}
