using Microsoft.Net.Http.Headers;

namespace Slo.AspNetCore.Api;

/// <summary>A snapshot as the API shows it: what was written for one request serves all others until the next evaluation.</summary>
internal sealed class SnapshotRows
{
    internal SnapshotRows(SloSnapshot snapshot, EntityTagHeaderValue tag)
    {
        Lock writing = new();
        Snapshot = snapshot;
        Tag = tag;
        All = [.. snapshot.Statuses.Select(status => new ObjectiveRow(status, writing))
            .OrderBy(row => row.Name, StringComparer.OrdinalIgnoreCase)];
    }

    internal SloSnapshot Snapshot { get; }

    /// <summary>Another one for each snapshot of each process. Weak, because a compressed answer has it too.</summary>
    internal EntityTagHeaderValue Tag { get; }

    /// <summary>Every objective, by name: the order that pages follow.</summary>
    internal ObjectiveRow[] All { get; }

    /// <summary>Those whose alert is not inactive.</summary>
    internal ObjectiveRow[] Alerting => field ??= Array.FindAll(All, row => row.Alert.State != AlertState.Inactive);
}
