namespace Slo;

/// <summary>What became of a message. The default value: it is tried again.</summary>
public readonly record struct SloNotificationResult
{
    /// <summary>The receiver has it.</summary>
    public static readonly SloNotificationResult Delivered = new() { IsDelivered = true };

    /// <summary>Whether the receiver has it.</summary>
    public bool IsDelivered { get; private init; }

    /// <summary>Whether no other try will succeed.</summary>
    public bool IsRefused { get; private init; }

    /// <summary>Why, for the log: a status code or the kind of error, without secrets. Empty if it was delivered.</summary>
    public string Reason { get => field ?? ""; private init; }

    /// <summary>How long the receiver wants to be left alone; zero: it did not say.</summary>
    public TimeSpan RetryAfter { get; private init; }

    /// <summary>It is worth another try.</summary>
    /// <param name="reason">For the log, without secrets.</param>
    /// <param name="retryAfter">How long the receiver wants to be left alone; honoured up to ten minutes.</param>
    public static SloNotificationResult Retry(string reason, TimeSpan retryAfter = default) =>
        new() { Reason = reason, RetryAfter = retryAfter };

    /// <summary>No other try will succeed: the message is given up, the next one is sent.</summary>
    /// <param name="reason">For the log, without secrets.</param>
    public static SloNotificationResult Refused(string reason) => new() { Reason = reason, IsRefused = true };
}
