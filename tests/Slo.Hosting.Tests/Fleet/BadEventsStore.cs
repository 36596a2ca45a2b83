using Slo.Hosting.Tests.Gates;

namespace Slo.Hosting.Tests.Fleet;

/// <summary>A store of a fleet of which only the bad events are read.</summary>
internal sealed class BadEventsStore(Func<string, Task<IReadOnlyList<SloBadEvents>>> read) : NoStore, ISloFleetStore
{
    private int _reads;

    internal int Reads => Volatile.Read(ref _reads);

    public Task<IReadOnlyList<SloBadEvents>> ReadBadEventsAsync(
        string setName, string objective, string countingKey, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _reads);
        return read(objective);
    }
}
