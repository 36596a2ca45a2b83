namespace Slo;

/// <summary>What a request counts as whose client went away before the end.</summary>
public enum ClientAbortPolicy
{
    /// <summary>
    /// Bad if the client had already waited longer than the latency threshold, else ignored: the default. Without a threshold always
    /// ignored.
    /// </summary>
    BadWhenLate,

    /// <summary>Ignored, however long the client had waited.</summary>
    Ignored,

    /// <summary>Bad, however soon the client left.</summary>
    Bad,

    /// <summary>As if the client had stayed: by exception, status code and duration.</summary>
    AsCompleted,
}
