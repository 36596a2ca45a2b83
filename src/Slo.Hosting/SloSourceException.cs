namespace Slo;

/// <summary>A source could not be read. It is tried again; the time it was asked for is not observed until it answers.</summary>
public sealed class SloSourceException : Exception
{
    /// <summary>States why.</summary>
    /// <param name="reason">What is wrong and what to do, without secrets: it is logged and shown, at most 300 characters of it.</param>
    /// <param name="retryAfter">How long the source asks not to be called for any objective; at most 10 minutes are waited.</param>
    /// <param name="cause">What led to it. It is not shown.</param>
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

    /// <summary>How long not to call the source; zero: as its interval says.</summary>
    public TimeSpan RetryAfter { get; }

    /// <summary>Whether the answer is one that the same question will be given again, so that it is not asked for ever.</summary>
    internal bool IsBadAnswer { get; init; }
}
