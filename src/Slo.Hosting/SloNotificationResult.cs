namespace Slo;

/// <summary>The result of sending a message. With the default value, it is sent again.</summary>
public readonly record struct SloNotificationResult
{
    /// <summary>The receiver accepted the message.</summary>
    public static readonly SloNotificationResult Delivered = new() { IsDelivered = true };

    /// <summary>Whether the receiver accepted the message.</summary>
    public bool IsDelivered { get; private init; }

    /// <summary>Whether no other try will succeed.</summary>
    public bool IsRefused { get; private init; }

    /// <summary>Why, for the log: a status code or the kind of error, without secrets. Empty if it was delivered.</summary>
    public string Reason { get => field ?? ""; private init; }

    /// <summary>How long to wait before the next try, if the receiver has requested it; otherwise zero.</summary>
    public TimeSpan RetryAfter { get; private init; }

    /// <summary>The message was not accepted, and is sent again.</summary>
    /// <param name="reason">Why, for the log, without secrets.</param>
    /// <param name="retryAfter">How long to wait before the next try, if the receiver has requested it; at most ten minutes.</param>
    public static SloNotificationResult Retry(string reason, TimeSpan retryAfter = default) =>
        new() { Reason = reason, RetryAfter = retryAfter };

    /// <summary>The message was rejected and no other try will succeed. It is abandoned, and the next one is sent.</summary>
    /// <param name="reason">Why, for the log, without secrets.</param>
    public static SloNotificationResult Refused(string reason) => new() { Reason = reason, IsRefused = true };
}
