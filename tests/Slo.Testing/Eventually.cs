namespace Slo.Testing;

/// <summary>Waits for what another thread does, and says what was awaited when it does not happen.</summary>
public static class Eventually
{
    // Only a test that fails waits for as long; on a busy machine, what takes seconds takes as much as half a minute.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    // Between two looks passes a tenth of the time so far. A look at a process or a page costs more than the code under test; what lasts for
    // seconds would be looked at hundreds of times.
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(100);

    /// <summary>Without the thread pool: for tests that starve it.</summary>
    public static void TrueBlocking(Func<bool> condition, string what, TimeSpan? within = null)
    {
        if (!SpinWait.SpinUntil(condition, within ?? Limit))
        {
            throw new TimeoutException($"not within {within ?? Limit}: {what}");
        }
    }

    public static Task TrueAsync(Func<bool> condition, string what, TimeSpan? within = null)
    {
        ArgumentNullException.ThrowIfNull(condition);
        return TrueAsync(() => Task.FromResult(condition()), () => what, within);
    }

    public static async Task TrueAsync(Func<Task<bool>> condition, Func<string> what, TimeSpan? within = null)
    {
        ArgumentNullException.ThrowIfNull(condition);
        ArgumentNullException.ThrowIfNull(what);
        var started = TimeProvider.System.GetTimestamp();
        while (!await condition().ConfigureAwait(false))
        {
            TimeSpan elapsed = TimeProvider.System.GetElapsedTime(started);
            if (elapsed > (within ?? Limit))
            {
                throw new TimeoutException($"not within {within ?? Limit}: {what()}");
            }

            TimeSpan pause = elapsed / 10;
            await Task.Delay(pause < ShortestPause ? ShortestPause : pause > LongestPause ? LongestPause : pause, TimeProvider.System).ConfigureAwait(false);
        }
    }
}
