using Slo.Shared.History;

namespace Slo.Shared.Replay;

/// <summary>
/// Plays a trace to the production recorder, ring, evaluator and alert engine on a virtual clock. A row's events are recorded at its
/// timestamp. At each step, before that instant's row, everything is evaluated; also just before a row that lies between two steps,
/// and a minute after a row if no step comes sooner, so that its events stay in their minute. In a gap nothing is evaluated.
/// </summary>
/// <param name="rows">The trace.</param>
/// <param name="step">Seconds between two evaluations.</param>
/// <param name="time">The virtual clock.</param>
/// <param name="subjects">The objectives.</param>
/// <param name="observer">Watches them.</param>
/// <param name="restartEvery">At multiples of so many seconds the subjects are restarted; null: never.</param>
internal sealed class TraceReplay(
    IReadOnlyList<TraceRow> rows, long step, VirtualTime time, IReadOnlyList<Subject> subjects, IReplayObserver observer,
    long? restartEvery = null)
{
    private const long Tail = 6 * 3600;
    private const long Minute = 60;
    private long _next = ((rows[0].Time / step) + 1) * step;

    /// <summary>How many steps it takes.</summary>
    internal long Steps => Math.Max(0, ((rows[^1].Time + Tail - _next) / step) + 1);

    internal void Run(Action<long, long>? progress, CancellationToken cancel)
    {
        long done = 0;
        var all = Steps;
        for (var i = 0; i < rows.Count; i++)
        {
            TraceRow row = rows[i];
            StepTo(row.Time);
            if (Seconds < row.Time)
            {
                Evaluate(row.Time);
            }

            if (row.IsGap)
            {
                SkipTo(rows[i + 1].Time);
            }
            else
            {
                Record(row, i + 1 == rows.Count ? long.MaxValue : rows[i + 1].Time);
            }
        }

        StepTo(rows[^1].Time + Tail);
        observer.Ended();

        void StepTo(long until)
        {
            for (; _next <= until; _next += step)
            {
                cancel.ThrowIfCancellationRequested();
                Evaluate(_next);
                observer.Stepped(_next, subjects);
                Restart(_next);
                progress?.Invoke(++done, all);
            }
        }
    }

    private void Record(TraceRow row, long next)
    {
        foreach (Subject subject in subjects)
        {
            subject.Record(row.Good, row.Bad);
        }

        var settled = row.Time + Minute;
        if (settled < _next && settled < next)
        {
            Evaluate(settled);
        }
    }

    // As while an app does not run: nothing is evaluated, and the next evaluation finds the gap.
    private void SkipTo(long at)
    {
        time.SkipTo(at * TimeSpan.TicksPerSecond);
        _next = (at + step - 1) / step * step;
        Evaluate(at);
    }

    private void Restart(long at)
    {
        if (restartEvery is { } every && at % every == 0)
        {
            foreach (Subject subject in subjects)
            {
                subject.Restart();
            }
        }
    }

    private long Seconds => time.Now / TimeSpan.TicksPerSecond;

    private void Evaluate(long at)
    {
        var elapsed = at - Seconds;
        time.Now = at * TimeSpan.TicksPerSecond;
        foreach (Subject subject in subjects)
        {
            foreach (SloAlertTransition transition in subject.Evaluate())
            {
                observer.Changed(subject, transition);
            }

            observer.Evaluated(at, elapsed, subject);
        }
    }
}
