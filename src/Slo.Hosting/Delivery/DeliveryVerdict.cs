namespace Slo.Hosting.Delivery;

/// <summary>How one call of a receiver ended.</summary>
internal enum DeliveryVerdict
{
    /// <summary>The receiver accepted it.</summary>
    Delivered,

    /// <summary>It is worth another try.</summary>
    Retry,

    /// <summary>No other try will succeed.</summary>
    Refused,

    /// <summary>The receiver did not end in time.</summary>
    TimedOut,

    /// <summary>The receiver threw.</summary>
    Failed,
}
