using Slo.Hosting.Delivery;

namespace Slo.Hosting.Tests.Delivery;

/// <summary>A queue that throws a few times when it is asked for what is due.</summary>
internal sealed class ThrowingQueue(IDeliveryQueue<int> inner, int throws) : IDeliveryQueue<int>
{
    private int _left = throws;

    public int PendingCount => inner.PendingCount;

    public void Post(int item, TimeSpan now) => inner.Post(item, now);

    public IReadOnlyList<int> Take(int count, TimeSpan now) =>
        _left-- > 0 ? throw new InvalidOperationException() : inner.Take(count, now);

    public IReadOnlyList<int> TakeLast(int count, TimeSpan now) =>
        _left-- > 0 ? throw new InvalidOperationException() : inner.TakeLast(count, now);

    public TimeSpan? NextAt(TimeSpan now) => inner.NextAt(now);

    public void Delivered(int item, TimeSpan now) => inner.Delivered(item, now);

    public bool Failed(int item, bool isFinal, TimeSpan now) => inner.Failed(item, isFinal, now);

    public void Forget(Func<int, bool> isGone) => inner.Forget(isGone);

    public bool IsPending(Func<int, bool> isMeant) => inner.IsPending(isMeant);
}
