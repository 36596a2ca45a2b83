using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Slo.Tests.Races;

[Collection(OneAtATime.Name)]
public sealed class RecordRaceTests : IDisposable
{
    private const int Spawners = 4;
    private const int ThreadsEach = 50;
    private const int EventsPerThread = 100_000;

    private readonly FakeTimeProvider _time = new();
    private readonly SloRegistry _registry;
    private readonly SloTracker _tracker;
    private volatile bool _isOver;

    public RecordRaceTests()
    {
        _registry = new SloRegistry(_time);
        _tracker = _registry.Add(Objectives.Named().Build());
    }

    public void Dispose() => _registry.Dispose();

    // 20 million events of 200 threads that come and go, read and evaluated all the while. With two threads in one slot, events are
    // lost in every run of 1 s. Without the lower bound of CumulativeRing.Difference, a reader overtaken by a tick sees a negative
    // window in one run of three.
    [Fact]
    public void Record_TwentyMillionEventsUnderReadersAndTicker_IsExactAndAtEveryReadingConsistent()
    {
        var spawning = Spawners;
        void Spawn(int _)
        {
            try
            {
                for (var i = 0; i < ThreadsEach; i++)
                {
                    Threads.Run(1, _ => RecordMany());
                }
            }
            finally
            {
                _isOver = Interlocked.Decrement(ref spawning) == 0;
            }
        }

        Threads.Run([.. Enumerable.Range(0, Spawners).Select(i => (Action)(() => Spawn(i))), Tick, ReadLive, ReadPublished]);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(_registry.Evaluate().Error);

        SloEventCounts all = new(18_000_000, 2_000_000);
        Assert.Equal(all, _tracker.Total);
        Assert.Equal(all, _tracker.Status.Events);
        Assert.Equal(all, _tracker.GetStatus().Events);
        Assert.Equal(all, _tracker.GetEvents(TimeSpan.FromDays(30)));
    }

    private void RecordMany()
    {
        for (var i = 0; i < EventsPerThread / 10; i++)
        {
            for (var j = 0; j < 8; j++)
            {
                _tracker.Record(good: true);
            }

            _tracker.Record(good: 1, bad: 1);
        }
    }

    // Slower than the readers: no reader can be overtaken by a whole ring, whose counts would be true but not nested.
    private void Tick()
    {
        for (var tick = 0; !_isOver; tick++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(tick % 100 == 0 ? 25_000 : 40 * (tick % 20)));
            Assert.Null(_registry.Evaluate().Error);
            Thread.Yield();
        }
    }

    private void ReadLive()
    {
        SloEventCounts before = default;
        while (!_isOver)
        {
            SloStatus status = _tracker.GetStatus();
            SloEventCounts minute = _tracker.GetEvents(TimeSpan.FromMinutes(1));
            SloEventCounts moment = _tracker.GetEvents(TimeSpan.FromMilliseconds(100));
            SloEventCounts total = _tracker.Total;

            Consistent.Growing(before, status.Events);
            Consistent.Within(status, total);
            Consistent.Within(minute, total);
            Consistent.Within(moment, total);
            before = status.Events;
        }
    }

    private void ReadPublished()
    {
        SloEventCounts totalBefore = default;
        DateTimeOffset asOf = default;
        while (!_isOver)
        {
            SloStatus status = _tracker.Status;
            SloEventCounts total = _tracker.Total;

            Consistent.Growing(totalBefore, total);
            Consistent.Within(status, total);
            Assert.True(status.AsOf >= asOf);
            (totalBefore, asOf) = (total, status.AsOf);
        }
    }
}
