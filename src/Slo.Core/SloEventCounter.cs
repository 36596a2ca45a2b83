namespace Slo;

/// <summary>
/// Counts good and bad events that belong to no objective: a total and nothing else, without windows, budget and alert. Created by
/// <see cref="SloRegistry.CreateCounter"/>. Thread-safe; counts as an objective does, in a cell of the calling thread.
/// </summary>
public abstract class SloEventCounter
{
    private protected SloEventCounter()
    {
    }

    /// <summary>Everything counted so far. It may miss events that other threads are counting at this moment, and never falls.</summary>
    public abstract SloEventCounts Total { get; }

    /// <summary>Counts one event. Lock-free, never throws, and allocates only at the first event of a thread.</summary>
    /// <param name="good">Whether it is good.</param>
    public abstract void Record(bool good);
}
