namespace Slo.Hosting.Delivery;

/// <summary>A queue that delivers each item once, in order, also if it fails: for receivers of every change, not only of the newest
/// state.</summary>
/// <param name="capacity">How many may wait; beyond it the oldest is dropped.</param>
/// <param name="report">Counts the outcomes of items.</param>
internal sealed class Backlog<T>(int capacity, Action<DeliveryOutcome> report) : IDeliveryQueue<T>
{
    private readonly Queue<T> _waiting = [];
    private readonly List<T> _underWay = [];

    public int PendingCount => _waiting.Count + _underWay.Count;

    public bool IsPending(Func<T, bool> kind) => _waiting.Any(kind) || _underWay.Exists(item => kind(item));

    public void Forget(Func<T, bool> kind)
    {
        T[] left = [.. _waiting.Where(item => !kind(item))];
        _waiting.Clear();
        foreach (T item in left)
        {
            _waiting.Enqueue(item);
        }
    }

    public void Post(T item, TimeSpan now)
    {
        if (_waiting.Count == capacity)
        {
            _waiting.Dequeue();
            report(DeliveryOutcome.Dropped);
        }

        _waiting.Enqueue(item);
    }

    public IReadOnlyList<T> Take(int count, TimeSpan now)
    {
        List<T> taken = [];
        while (taken.Count < count && _waiting.TryDequeue(out T? item))
        {
            taken.Add(item);
        }

        _underWay.AddRange(taken);
        return taken;
    }

    public IReadOnlyList<T> TakeLast(int count, TimeSpan now) => Take(count, now);

    public TimeSpan? NextAt(TimeSpan now) => _waiting.Count > 0 ? now : null;

    public void Delivered(T item, TimeSpan now)
    {
        _underWay.Remove(item);
        report(DeliveryOutcome.Delivered);
    }

    public bool Failed(T item, bool isFinal, TimeSpan now)
    {
        _underWay.Remove(item);
        report(DeliveryOutcome.Dead);
        return true;
    }
}
