namespace Slo;

/// <summary>A scope around timed work. Disposing it counts one event, exactly once; until then nothing is counted.</summary>
/// <remarks>For one flow of work at a time; it may move between threads with an <c>await</c>. Not disposed, it counts nothing.</remarks>
/// <example><code>
/// using var work = tracker.Start();
/// try { await DoAsync(); } catch { work.MarkBad(); throw; }
/// </code></example>
public sealed class SloMeasurement : IDisposable
{
    private readonly SloTracker _tracker;
    private readonly TimeProvider _time;
    private readonly long _startTimestamp;
    private SloOutcome _outcome;
    private bool _isDisposed;

    internal SloMeasurement(SloTracker tracker, TimeProvider time)
    {
        _tracker = tracker;
        _time = time;
        _startTimestamp = time.GetTimestamp();
    }

    /// <summary>The work failed: the event is bad, however fast.</summary>
    public void MarkBad() => _outcome = SloOutcome.Bad;

    /// <summary>The work says nothing about the objective: it counts as ignored.</summary>
    public void MarkIgnored() => _outcome = SloOutcome.Ignored;

    /// <summary>Counts the event; a second call does nothing.</summary>
    public void Dispose()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        if (_outcome == SloOutcome.Good)
        {
            _tracker.Record(_time.GetElapsedTime(_startTimestamp));
        }
        else
        {
            _tracker.Record(_outcome);
        }
    }
}
