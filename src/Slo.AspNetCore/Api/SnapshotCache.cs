using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.Net.Http.Headers;

namespace Slo.AspNetCore.Api;

/// <summary>
/// The rows of the registry's snapshot: made once, and dropped with it. What it holds is bounded by the objectives, whatever is asked for,
/// because pages are put together of rows and kept nowhere.
/// </summary>
internal sealed class SnapshotCache(SloRegistry registry)
{
    private readonly Lock _gate = new();
    private readonly ConditionalWeakTable<SloSnapshot, SnapshotRows> _rows = [];
    private readonly string _process = Guid.NewGuid().ToString("N");

    /// <summary>How many snapshots were made into rows.</summary>
    internal long Built { get; private set; }

    internal SnapshotRows Current
    {
        get
        {
            SloSnapshot snapshot = registry.Snapshot;
            if (_rows.TryGetValue(snapshot, out SnapshotRows? rows))
            {
                return rows;
            }

            // Without the lock, requests that come together would each build all rows, and each have another tag.
            lock (_gate)
            {
                return _rows.TryGetValue(snapshot, out rows) ? rows : Build(snapshot);
            }
        }
    }

    private SnapshotRows Build(SloSnapshot snapshot)
    {
        Built++;
        var tag = string.Create(CultureInfo.InvariantCulture, $"\"{_process}-{Built}\"");
        SnapshotRows rows = new(snapshot, new EntityTagHeaderValue(tag, isWeak: true), registry);
        _rows.Add(snapshot, rows);
        return rows;
    }
}
