namespace Slo.Hosting.Delivery;

/// <summary>How long to wait after failures in a row: up to a bound that doubles with each, by chance, so that replicas do not all try at
/// once.</summary>
internal static class BackOff
{
    internal static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    /// <summary>The maximum wait that a receiver can request.</summary>
    internal static readonly TimeSpan LongestRetryAfter = TimeSpan.FromMinutes(10);

    /// <param name="first">The upper bound after the first failure.</param>
    /// <param name="failures">Failures in a row, from 1.</param>
    /// <param name="retryAfter">The wait that the receiver requested.</param>
    /// <param name="jitter">The share of the bound, from 0 to 1.</param>
    internal static TimeSpan Wait(TimeSpan first, int failures, TimeSpan retryAfter, double jitter)
    {
        var bound = Math.Min(Longest.TotalSeconds, first.TotalSeconds * Math.Pow(2, Math.Min(failures, 30) - 1));
        var asked = Math.Clamp(retryAfter.TotalSeconds, 0, LongestRetryAfter.TotalSeconds);
        return TimeSpan.FromSeconds(Math.Max(asked, bound * jitter));
    }
}
