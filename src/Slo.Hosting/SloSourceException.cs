namespace Slo;

/// <summary>A source could not be read. The host retries; until it succeeds, the requested time is not observed.</summary>
public sealed class SloSourceException : Exception
{
    /// <summary>Creates an exception with a reason.</summary>
    /// <param name="reason">The problem and the remedy, without secrets. At most 300 characters are logged and shown.</param>
    /// <param name="retryAfter">How long the host does not call the source, for any objective; at most 10 minutes.</param>
    /// <param name="cause">The cause, which is not shown.</param>
    public SloSourceException(string reason, TimeSpan retryAfter = default, Exception? cause = null)
        : base(reason, cause) => RetryAfter = retryAfter;

    /// <summary>A source could not be read.</summary>
    public SloSourceException()
        : this("could not be read")
    {
    }

    /// <summary>States why.</summary>
    /// <param name="message">What is wrong, without secrets.</param>
    public SloSourceException(string message)
        : this(message, TimeSpan.Zero)
    {
    }

    /// <summary>States why.</summary>
    /// <param name="message">What is wrong, without secrets.</param>
    /// <param name="innerException">What led to it. It is not shown.</param>
    public SloSourceException(string message, Exception innerException)
        : this(message, TimeSpan.Zero, innerException)
    {
    }

    /// <summary>How long not to call the source; zero: until its next interval.</summary>
    public TimeSpan RetryAfter { get; }

    /// <summary>Whether the same request would be answered in the same way again, so that it is not retried forever.</summary>
    internal bool IsBadAnswer { get; init; }
}
