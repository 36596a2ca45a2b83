namespace Slo.Testing;

/// <summary>Waits for what another thread does, and says what was awaited when it does not happen.</summary>
public static class Eventually
{
    // Only a test that fails waits for as long; on a busy machine, what takes seconds takes as much as half a minute.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

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
            if (TimeProvider.System.GetElapsedTime(started) > (within ?? Limit))
            {
                throw new TimeoutException($"not within {within ?? Limit}: {what()}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System).ConfigureAwait(false);
        }
    }
}
