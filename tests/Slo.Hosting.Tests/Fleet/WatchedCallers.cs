using System.Collections;

namespace Slo.Hosting.Tests.Fleet;

/// <summary>What an instance published; it is gone through once for each judgement.</summary>
internal sealed class WatchedCallers(Action watch, params SloFleetCaller[] callers) : IReadOnlyList<SloFleetCaller>
{
    public int Count => callers.Length;

    public SloFleetCaller this[int index] => callers[index];

    public IEnumerator<SloFleetCaller> GetEnumerator()
    {
        watch();
        return ((IEnumerable<SloFleetCaller>)callers).GetEnumerator();
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
