using Slo.Hosting.Delivery;
using Slo.Hosting.Logging;

namespace Slo.Hosting.Sources.Polling;

/// <summary>
/// The polls of one objective: the range that has not been read, and the time of the next poll. While polls fail, its windows stand still
/// for a few intervals; then the time is fed as unobserved. The missing range is read when the source answers again.
/// </summary>
internal sealed class ObjectivePoll(SloRegistry registry, SloTracker tracker, SourceGate gate, bool hasBackfill, TimeProvider time)
{
    /// <summary>For how many intervals nothing is fed while a source does not answer.</summary>
    internal const int PatientIntervals = 3;

    // An answer that is none may come from a proxy. But one that stays so, for one bad sample, must not stop all reading for a period.
    internal const int MostBadAnswers = 10;

    private const int LongestReason = 300;

    // A source may have got a longer delay.
    private static readonly TimeSpan Late = TimeSpan.FromHours(1);

    private readonly SloObjective _objective = tracker.Objective;

    // What the history has already, of another process for example.
    private readonly DateTimeOffset? _known = tracker.FedUntil;
    private readonly PolledCalls _calls = new(time);
    private readonly WholeEvents _events = new();
    private readonly PollClock _clock = new(time);

    // The steps that were read before a poll failed. They are not requested again.
    private readonly List<SloHistoryStep> _read = [];
    private DateTimeOffset? _readUntil;
    private Task _running = Task.CompletedTask;
    private DateTimeOffset? _from;
    private int _failures;
    private int _badAnswers;
    private long _dueAt = time.GetTimestamp();

    // When its windows moved last. Of the monotonic clock: after a suspension a poll comes first.
    private long _movedAt = time.GetTimestamp();

    internal string Name => _objective.Name;

    /// <summary>Which events it counts: those of another key begin anew.</summary>
    internal string CountingKey => _objective.CountingKey;

    /// <summary>The source; a reload may give it another one.</summary>
    internal SourceGate Gate { get; set; } = gate;

    /// <summary>The poll that is under way; completed if there is none.</summary>
    internal Task Running => _running;

    /// <summary>Whether the last poll failed; set by what is done with its result.</summary>
    internal bool IsFailing { get; set; }

    /// <summary>Up to when its events are known; null: it has none yet, or it is gone.</summary>
    internal DateTimeOffset? FedUntil => registry.TryGet(Name, out SloTracker? tracker) ? tracker.FedUntil : null;

    internal bool IsDue(long now) => _running.IsCompleted && now >= _dueAt && Gate.IsOpen(now);

    /// <summary>Polls the range that has not been read, concurrently with other objectives. One poll at a time.</summary>
    /// <param name="done">Processes the result, before the next poll.</param>
    /// <param name="stop">Cancelled when the host stops.</param>
    internal void Start(Action<ObjectivePoll, PollResult> done, CancellationToken stop) =>
        _running = Task.Run(() => RunAsync(done, stop), CancellationToken.None);

    /// <summary>Lets the windows go on if nothing was fed for some intervals.</summary>
    internal void Age()
    {
        SloSource source = Gate.Profile.Source;
        TimeSpan patience = PatientIntervals * (source.Interval > source.Step ? source.Interval : source.Step);
        if (time.GetElapsedTime(_movedAt) >= patience && registry.TryGet(Name, out SloTracker? tracker) && tracker.IsFed
            && tracker.Objective.CountingKey == CountingKey && _running.IsCompleted)
        {
            _movedAt = time.GetTimestamp();
            registry.Feed(Name, [], End(source));
        }
    }

    private async Task RunAsync(Action<ObjectivePoll, PollResult> done, CancellationToken stop)
    {
        SourceGate gate = Gate;
        SloSource source = gate.Profile.Source;
        PollResult result;
        try
        {
            result = await gate.RunAsync(() => PollAsync(source, stop), stop).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        TimeSpan wait = source.Interval;
        if (result.Problem is null)
        {
            _failures = _badAnswers = 0;
        }
        else
        {
            TimeSpan backOff = BackOff.Wait(wait, ++_failures, result.RetryAfter, Random.Shared.NextDouble());
            wait = backOff > wait ? backOff : wait;
        }

        _dueAt = time.GetTimestamp() + (long)(wait.TotalSeconds * time.TimestampFrequency);
        if (result.RetryAfter > TimeSpan.Zero)
        {
            gate.CloseUntil(_dueAt);
        }

        done(this, result);
    }

    private async Task<PollResult> PollAsync(SloSource source, CancellationToken stop)
    {
        try
        {
            DateTimeOffset to = End(source);
            var isFirst = _from is null;
            DateTimeOffset from = _from ??= Start(source, to);
            if (from >= to)
            {
                return from > to + source.Step + Late
                    ? new(FormattableString.Invariant($"the clock was set back: it was read until {from:u} already")) : default;
            }

            await ReadAsync(source, from, to, stop).ConfigureAwait(false);
            SloHistoryStep[] steps = Feed(to);
            return new(null) { First = isFirst && steps.Length > 0 ? steps : null };
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // Code of the app and what a remote system makes of it: the host goes on.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Miss(source, exception);
            return exception is SloSourceException known
                ? new(SloText.OneLine(known.Message, LongestReason), known.RetryAfter)
                : new(exception is TimeoutException
                    ? $"did not answer within {SloDuration.Format(source.Timeout)}" : Thrown.Where(exception));
        }
    }

    private SloHistoryStep[] Feed(DateTimeOffset to)
    {
        SloHistoryStep[] steps = [.. _read];
        _read.Clear();
        _readUntil = null;

        // Meanwhile the windows may have gone on, and a reload may have given the name to another objective.
        if (registry.TryGet(Name, out SloTracker? tracker) && tracker.Objective.CountingKey == CountingKey)
        {
            registry.Feed(Name, steps, tracker.FedUntil is { } fed && fed > to ? fed : to);
        }

        (_from, _movedAt) = (to, time.GetTimestamp());
        return steps;
    }

    // What is older never counts, and what the history has is not read again.
    private DateTimeOffset Start(SloSource source, DateTimeOffset to)
    {
        TimeSpan length = _objective.Period.LongestLength;
        DateTimeOffset oldest = hasBackfill ? to - (length < source.Backfill ? length : source.Backfill) : to;
        return Ceiling(_known > oldest ? _known.Value : oldest, source.Step);
    }

    private async Task ReadAsync(SloSource source, DateTimeOffset from, DateTimeOffset to, CancellationToken stop)
    {
        from = _readUntil > from ? _readUntil.Value : from;
        while (from < to)
        {
            DateTimeOffset end = source.GetEndOfPart(from, to);
            end = end > from && end < to ? end : to;
            SloSourceRequest request = new(_objective, (QueryIndicator)_objective.Indicator, from, end);
            _read.AddRange(_events.Of(await _calls.ReadAsync(source, request, stop).ConfigureAwait(false), from, end));
            _readUntil = from = end;
        }
    }

    private void Miss(SloSource source, Exception exception)
    {
        DateTimeOffset to = End(source);
        DateTimeOffset oldest = Ceiling(to - _objective.Period.LongestLength, source.Step);
        _badAnswers += exception is SloSourceException { IsBadAnswer: true } or not (SloSourceException or TimeoutException) ? 1 : 0;
        if (_badAnswers >= MostBadAnswers)
        {
            // The rest of the stretch is given up; what was read of it is fed with what comes next.
            _badAnswers = 0;
            _readUntil = to;
        }
        else if (_from < oldest)
        {
            _from = oldest;
        }
    }

    // Of what is complete by now.
    private DateTimeOffset End(SloSource source) => Floor(_clock.UtcNow - source.Delay, source.Step);

    private static DateTimeOffset Floor(DateTimeOffset instant, TimeSpan step) =>
        new(instant.UtcTicks / step.Ticks * step.Ticks, TimeSpan.Zero);

    private static DateTimeOffset Ceiling(DateTimeOffset instant, TimeSpan step) => Floor(instant.AddTicks(step.Ticks - 1), step);
}
