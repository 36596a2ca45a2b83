using Microsoft.Net.Http.Headers;

namespace Slo.AspNetCore.Api;

/// <summary>A snapshot as the API shows it: what was written for one request serves all others until the next evaluation.</summary>
internal sealed class SnapshotRows
{
    private readonly Lazy<byte[]> _definitions;

    internal SnapshotRows(SloSnapshot snapshot, EntityTagHeaderValue tag, SloRegistry registry)
    {
        Lock writing = new();
        Snapshot = snapshot;
        Tag = tag;
        All = [.. snapshot.Statuses
            .Select(status => new ObjectiveRow(
                status, writing, registry.TryGet(status.Objective.Name, out SloTracker? tracker) ? tracker : null))
            .OrderBy(row => row.Key, StringComparer.OrdinalIgnoreCase)];
        ObjectiveRow[] all = All;
        _definitions = new(() => DefinitionsAnswer.Of([.. all.Select(row => row.Objective)]));
        Alerting = [.. snapshot.GroupStatuses.Select(status => new ObjectiveRow(status, writing)).Concat(All)
            .Where(row => row.Alert.State != AlertState.Inactive)
            .OrderBy(row => row.Key, StringComparer.OrdinalIgnoreCase).ThenBy(row => row.Key, StringComparer.Ordinal)];
    }

    internal SloSnapshot Snapshot { get; }

    /// <summary>Another one for each snapshot of each process. Weak, because a compressed answer has it too.</summary>
    internal EntityTagHeaderValue Tag { get; }

    /// <summary>The definitions of all objectives, as JSON.</summary>
    internal byte[] Definitions => _definitions.Value;

    /// <summary>Every objective, by name: the order that pages follow.</summary>
    internal ObjectiveRow[] All { get; }

    /// <summary>Those whose alert is not inactive, and groups with such an alert after their objective.</summary>
    internal ObjectiveRow[] Alerting { get; }
}
