using Microsoft.Extensions.Time.Testing;

namespace Slo.Tests.Traces;

/// <summary>Plays a trace to objectives of a registry on a clock of its own, and asks after every minute.</summary>
internal sealed class Replay : IDisposable
{
    // Up to so many events a row are recorded one by one, more of them as counts.
    private const int OneByOne = 20;

    private readonly Trace _trace;
    private readonly FakeTimeProvider _time;
    private readonly SloRegistry _registry;

    private readonly SplitFleet? _fleet;

    /// <param name="trace">What happened.</param>
    /// <param name="fleet">Divides it among instances; null: one process counts it.</param>
    internal Replay(Trace trace, Func<SloRegistry, SplitFleet>? fleet = null)
    {
        _trace = trace;
        _time = new FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds(trace.Rows[0].Time));
        _registry = new SloRegistry(_time, scope: fleet is null ? SloScope.Instance : SloScope.Fleet);
        _fleet = fleet?.Invoke(_registry);
    }

    internal SloTracker Add(SloObjective objective) => _registry.Add(objective);

    public void Dispose() => _registry.Dispose();

    /// <summary>Until six hours after the last row; the minute is evaluated before what is recorded at it.</summary>
    internal void Run(Action<int, long> atMinute)
    {
        var minute = 0;
        foreach (TraceRow row in _trace.Rows)
        {
            AdvanceTo(row.Time, ref minute, atMinute);
            if (_fleet is not null)
            {
                _fleet.Count(row);
                continue;
            }

            if (row.Time % Trace.Minute != 0)
            {
                _time.SetUtcNow(DateTimeOffset.FromUnixTimeSeconds(row.Time));
                _registry.Evaluate();
            }

            foreach (SloTracker tracker in _registry.Trackers)
            {
                Record(tracker, row);
            }
        }

        AdvanceTo(_trace.LastMinute, ref minute, atMinute);
    }

    private static void Record(SloTracker tracker, TraceRow row)
    {
        if (row.Good + row.Bad > OneByOne)
        {
            tracker.Record(row.Good, row.Bad);
            return;
        }

        for (var i = 0; i < row.Good + row.Bad; i++)
        {
            tracker.Record(i < row.Good);
        }
    }

    private void AdvanceTo(long time, ref int minute, Action<int, long> atMinute)
    {
        for (var next = MinuteAt(minute); next <= time; next = MinuteAt(minute))
        {
            _time.SetUtcNow(DateTimeOffset.FromUnixTimeSeconds(next));
            _fleet?.FeedUntil(next);
            SloEvaluationReport report = _registry.Evaluate();
            if (report.Error is { } error)
            {
                throw new InvalidOperationException($"evaluation failed at {next}", error);
            }

            atMinute(minute++, next);
        }
    }

    private long MinuteAt(int index) => _trace.Start + ((index + 1) * (long)Trace.Minute);
}
