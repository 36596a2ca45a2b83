using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Slo.Tests.Races;

[Collection(OneAtATime.Name)]
public sealed class RemoveRaceTests
{
    private const int Rounds = 60;

    private readonly FakeTimeProvider _time = new();

    // Close leaves the counts in place. If it gave them up, reading or evaluating a tracker while it is removed would see counts that
    // fall, and without the guard of Reading.Between against those it throws within 0.3 s.
    [Fact]
    public void Remove_DuringRecordEvaluateAndRead_MixesNothingAndFailsNothing()
    {
        using SloRegistry registry = new(_time);
        SloTracker kept = registry.Add(Objectives.Named("kept").Build());
        SloTracker current = registry.Add(Objectives.Named("coming-and-going").Build());
        var isOver = false;

        void ComeAndGo()
        {
            for (var i = 0; i < Rounds; i++)
            {
                // Not before it has a history.
                SpinWait.SpinUntil(() => current.Status.Events.Total > 0 || Volatile.Read(ref isOver));
                registry.Remove("coming-and-going");
                SloTracker next = registry.Add(Objectives.Named("coming-and-going").Build());
                Volatile.Write(ref current, next);
            }
        }

        long recorded = 0;
        void Record()
        {
            while (!Volatile.Read(ref isOver))
            {
                // Often a tracker that is being closed: what it misses must not land in the one that is kept.
                Volatile.Read(ref current).Record(good: 7, bad: 7);
                Volatile.Read(ref current).Record(good: false);
                kept.Record(good: true);
                recorded++;
            }
        }

        void Tick()
        {
            while (!Volatile.Read(ref isOver))
            {
                _time.Advance(TimeSpan.FromMilliseconds(300));
                Assert.Null(registry.Evaluate().Error);
            }
        }

        void Read()
        {
            while (!Volatile.Read(ref isOver))
            {
                SloTracker tracker = Volatile.Read(ref current);
                Assert.True(tracker.GetEvents(TimeSpan.FromMilliseconds(500)).Total >= 0);
                Assert.InRange(tracker.GetStatus().ComplianceRatio ?? 0, 0, 1);
            }
        }

        Action EndingAll(Action body) => () =>
        {
            try
            {
                body();
            }
            finally
            {
                Volatile.Write(ref isOver, true);
            }
        };

        Threads.Run(EndingAll(ComeAndGo), EndingAll(Record), EndingAll(Tick), EndingAll(Read));
        Assert.Equal(new SloEventCounts(recorded, 0), kept.Total);
        Assert.Equal(2, registry.Trackers.Count);
    }
}
