namespace Slo.Hosting.Reactions;

/// <summary>How long a store that hangs is not asked again, so that a reaction with many steps does not wait for it at each of them: three
/// times as long as it was waited for, at most a minute. A failure that comes at once costs nothing, and is tried again at once. One thread
/// at a time.</summary>
internal sealed class StorePause(TimeProvider time)
{
    internal const int Factor = 3;
    internal static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private TimeSpan _length;
    private long _since;

    internal bool IsOn => _length > TimeSpan.Zero && time.GetElapsedTime(_since) < _length;

    /// <summary>A call has failed.</summary>
    /// <param name="started">The timestamp at which it began.</param>
    internal void Failed(long started)
    {
        _since = time.GetTimestamp();
        TimeSpan waited = time.GetElapsedTime(started, _since);
        _length = waited * Factor < Longest ? waited * Factor : Longest;
    }

    /// <summary>A call has succeeded.</summary>
    internal void Answered() => _length = TimeSpan.Zero;
}
