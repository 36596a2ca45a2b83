namespace Slo;

/// <summary>
/// A scope around timed work. Disposing it counts one event, exactly once: good if it was marked good and took no longer than the latency
/// threshold. Without a mark it is bad, so that an exception that leaves the scope is never counted as a success.
/// </summary>
/// <remarks>Not thread-safe, but it can move between threads with an <c>await</c>. Until it is disposed it counts nothing. The last mark
/// counts.</remarks>
/// <example><code>
/// using SloMeasurement work = tracker.Start();
/// await DoAsync();
/// work.MarkGood();
/// </code></example>
public sealed class SloMeasurement : IDisposable
{
    /// <summary>The reason of work that ended without a mark, usually by an exception.</summary>
    public const string Unfinished = "unfinished";

    private readonly SloTracker _tracker;
    private readonly TimeProvider _time;
    private readonly long _startTimestamp;
    private SloEvent _event = new(SloOutcome.Bad) { Reason = Unfinished };
    private bool _isDisposed;

    internal SloMeasurement(SloTracker tracker, TimeProvider time)
    {
        _tracker = tracker;
        _time = time;
        _startTimestamp = time.GetTimestamp();
    }

    /// <summary>The group's value; see <see cref="SloEvent.Group"/>.</summary>
    public string? Group { get; set; }

    /// <summary>The cohort; see <see cref="SloEvent.Cohort"/>.</summary>
    public string? Cohort { get; set; }

    /// <summary>The kind of work; see <see cref="SloEvent.Operation"/>.</summary>
    public string? Operation { get; set; }

    /// <summary>What failed on the way; see <see cref="SloEvent.Dependency"/>.</summary>
    public string? Dependency { get; set; }

    /// <summary>The work succeeded: the event is good if it was fast enough.</summary>
    public void MarkGood() => _event = new SloEvent(SloOutcome.Good);

    /// <summary>The work failed: the event is bad, however fast.</summary>
    /// <param name="reason">Why; see <see cref="SloEvent.Reason"/>.</param>
    public void MarkBad(string? reason = null) => _event = new SloEvent(SloOutcome.Bad) { Reason = reason };

    /// <summary>The work is not relevant to the objective: it counts as ignored.</summary>
    public void MarkIgnored() => _event = new SloEvent(SloOutcome.Ignored);

    /// <summary>Counts the event; a second call does nothing.</summary>
    public void Dispose()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            _tracker.Record(_event with
            {
                Elapsed = _time.GetElapsedTime(_startTimestamp),
                Group = Group,
                Cohort = Cohort,
                Operation = Operation,
                Dependency = Dependency,
            });
        }
    }
}
