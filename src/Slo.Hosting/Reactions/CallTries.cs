using Slo.Hosting.Delivery;

namespace Slo.Hosting.Reactions;

/// <summary>The tries of the call that is due: when the next one is, and when there is none any more. One thread at a time.</summary>
internal sealed class CallTries(TimeProvider time)
{
    private static readonly TimeSpan FirstBackOff = TimeSpan.FromMilliseconds(200);

    private (string Run, ReactionCall Call)? _of;
    private long _startedAt;
    private long _triedAt;
    private int _failures;
    private TimeSpan _wait;

    /// <summary>The time until the next try; zero if it is due.</summary>
    internal TimeSpan Remaining
    {
        get
        {
            TimeSpan wait = _wait - time.GetElapsedTime(_triedAt);
            return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
        }
    }

    /// <summary>The time until the next look: until the next try, or the limit. Never zero: a try that is due and not made waits for
    /// something else.</summary>
    internal TimeSpan Within(TimeSpan limit) => Remaining is { Ticks: > 0 } remaining && remaining < limit ? remaining : limit;

    /// <summary>Begins with a call, unless it is the one that is tried already.</summary>
    internal void Of(string run, ReactionCall call)
    {
        if (_of == (run, call))
        {
            return;
        }

        Clear();
        _of = (run, call);
        _startedAt = time.GetTimestamp();
    }

    /// <summary>A try has failed.</summary>
    /// <returns>Whether another one follows.</returns>
    internal bool Failed(TimeSpan retryFor)
    {
        _failures++;
        _triedAt = time.GetTimestamp();
        _wait = BackOff.Wait(FirstBackOff, Math.Min(_failures, 5), TimeSpan.Zero, jitter: 1);
        return time.GetElapsedTime(_startedAt) + _wait <= retryFor;
    }

    /// <summary>The call has ended.</summary>
    internal void Clear()
    {
        _of = null;
        _failures = 0;
        _wait = TimeSpan.Zero;
    }
}
