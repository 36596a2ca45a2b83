namespace Slo.Hosting.Delivery;

/// <summary>How one call of a receiver ended, and why, in words that hold no secret.</summary>
/// <param name="Verdict">Whether it is worth another try.</param>
/// <param name="Reason">For the log: a status code or the kind of error, never an address or a message from outside.</param>
/// <param name="RetryAfter">How long to wait before the next try, if the receiver has requested it.</param>
/// <param name="Error">What the receiver threw, if it did.</param>
internal readonly record struct DeliveryResult(
    DeliveryVerdict Verdict, string Reason = "", TimeSpan RetryAfter = default, Exception? Error = null);
