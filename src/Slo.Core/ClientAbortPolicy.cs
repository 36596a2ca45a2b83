namespace Slo;

/// <summary>The outcome of a request that the client aborted.</summary>
public enum ClientAbortPolicy
{
    /// <summary>
    /// Bad if the client had already waited longer than the latency threshold, else ignored: the default. Without a threshold always
    /// ignored.
    /// </summary>
    BadWhenLate,

    /// <summary>Ignored, however long the client had waited.</summary>
    Ignored,

    /// <summary>Bad, however early the client aborted.</summary>
    Bad,

    /// <summary>As if the client had not aborted: by exception, status code and duration.</summary>
    AsCompleted,
}
