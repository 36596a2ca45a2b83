using Slo.Recording;
using Slo.Windows;

namespace Slo.Grouping;

/// <summary>The groups of a dimension that most objectives never meet: made at the first value, so that the others pay no memory for
/// it.</summary>
internal sealed class LateGroups(Dimension dimension, TimeSpan longest, CellAllocator cells, Timeline timeline)
{
    private readonly Lock _gate = new();
    private volatile EventGroups? _groups;

    internal IReadOnlyList<(string Name, EventGroup Group)> All => _groups?.All ?? [];

    internal long AllocatedBytes => _groups?.AllocatedBytes ?? 0;

    internal void Record(string value, bool good) => (_groups ?? Make()).Record(value, good);

    internal void Advance(in TimelineStep step) => _groups?.Advance(step);

    private EventGroups Make()
    {
        lock (_gate)
        {
            return _groups ??= new EventGroups(dimension, longest, cells, timeline);
        }
    }
}
