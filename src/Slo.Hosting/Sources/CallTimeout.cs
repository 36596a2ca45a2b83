namespace Slo.Hosting.Sources;

/// <summary>The time-out of the calls of a client, as far as it is known.</summary>
/// <param name="value">The time-out, or null.</param>
internal sealed class CallTimeout(TimeSpan? value = null)
{
    /// <summary>The share of a time-out after which a cancelled call timed out: the time-out begins before the call is measured.</summary>
    internal const double ReachedAt = 0.95;

    // 0: not known. No client has a longer time-out.
    private volatile int _milliseconds = Milliseconds(value);

    /// <summary>The time-out that the client has now; infinite: none.</summary>
    internal void Set(TimeSpan timeout) => _milliseconds = Milliseconds(timeout);

    internal bool IsReachedAfter(TimeSpan elapsed) =>
        _milliseconds is > 0 and var milliseconds && elapsed.TotalMilliseconds >= milliseconds * ReachedAt;

    private static int Milliseconds(TimeSpan? time) => (int)Math.Clamp(time?.TotalMilliseconds ?? 0, 0, int.MaxValue);
}
