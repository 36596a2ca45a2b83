namespace Slo.Hosting.Delivery;

/// <summary>What a receiver is still to be given. Not thread-safe; <c>now</c> is any clock that never goes back.</summary>
internal interface IDeliveryQueue<T>
{
    /// <summary>How many items are not delivered yet, those under way among them.</summary>
    int PendingCount { get; }

    /// <summary>Whether an item of this kind is not delivered yet, those under way among them.</summary>
    bool IsPending(Func<T, bool> kind);

    /// <summary>Drops items of this kind that wait, and what is known of them.</summary>
    void Forget(Func<T, bool> kind);

    void Post(T item, TimeSpan now);

    /// <summary>What is to be delivered now, the longest waiting first; remains pending until its end is reported.</summary>
    IReadOnlyList<T> Take(int count, TimeSpan now);

    /// <summary>The same before the end: what is pending although it is to wait, and nothing that is only to be repeated.</summary>
    IReadOnlyList<T> TakeLast(int count, TimeSpan now);

    /// <summary>When there will be something to deliver, or null.</summary>
    TimeSpan? NextAt(TimeSpan now);

    void Delivered(T item, TimeSpan now);

    /// <summary>It did not get through.</summary>
    /// <returns>Whether it was given up.</returns>
    bool Failed(T item, bool isFinal, TimeSpan now);
}
