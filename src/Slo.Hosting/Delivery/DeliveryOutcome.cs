namespace Slo.Hosting.Delivery;

/// <summary>The outcome of an item, for counters.</summary>
internal enum DeliveryOutcome
{
    /// <summary>Delivered for the first time.</summary>
    Delivered,

    /// <summary>Delivered again, by a queue that repeats.</summary>
    Resent,

    /// <summary>Failed, and tried again later.</summary>
    Retried,

    /// <summary>Given up.</summary>
    Dead,

    /// <summary>Lost: too many waited, or the queue was closed.</summary>
    Dropped,

    /// <summary>Superseded before it was delivered.</summary>
    Coalesced,

    /// <summary>Held back by the limit of an hour.</summary>
    Deferred,
}
