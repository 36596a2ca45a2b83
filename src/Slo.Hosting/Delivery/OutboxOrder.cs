namespace Slo.Hosting.Delivery;

/// <summary>Orders entries by a number, and those with the same by their place in the queue, which no two share.</summary>
internal sealed class OutboxOrder<T>(Func<OutboxPlace, long> first) : IComparer<OutboxEntry<T>> where T : class, IDeliverable
{
    /// <summary>How often two entries were compared: a test holds that posting to a full outbox looks at a few of them only.</summary>
    internal long Comparisons { get; private set; }

    public int Compare(OutboxEntry<T>? x, OutboxEntry<T>? y)
    {
        Comparisons++;
        (OutboxPlace one, OutboxPlace other) = (x!.Place!.Value, y!.Place!.Value);
        var order = first(one).CompareTo(first(other));
        return order != 0 ? order : one.Order.CompareTo(other.Order);
    }
}
