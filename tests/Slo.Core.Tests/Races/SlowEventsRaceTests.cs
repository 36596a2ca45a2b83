using Slo.Anomalies;
using Xunit;

namespace Slo.Tests.Races;

/// <summary>Slow events counted by many threads, while others look at them and definitions are replaced.</summary>
[Collection(OneAtATime.Name)]
public sealed class SlowEventsRaceTests
{
    private const int Writers = 3;
    private const int Rounds = 60;

    // A plain add that the JIT may keep in a register, or one cell for all threads, loses events: the sums at the end fall short.
    [Fact]
    public void Slow_OfManyThreadsUnderAReader_NeverFallsAndIsWholeAtTheEnd()
    {
        const int each = 300_000;
        using SloRegistry registry = new();
        SloTracker tracker = registry.Add(Objective(days: 30));
        var writing = Writers;

        void Write()
        {
            for (var i = 0; i < each; i++)
            {
                tracker.Record(TimeSpan.FromTicks(i % 3 == 0 ? 1 : i % 3 == 1 ? 3 : 6));
            }

            Interlocked.Decrement(ref writing);
        }

        void Read()
        {
            LatencyCounts before = default;
            while (Volatile.Read(ref writing) > 0)
            {
                LatencyCounts now = tracker.Slow!.Value;
                Assert.True(now.OverQuarter >= before.OverQuarter && now.OverHalf >= before.OverHalf, $"{before} fell to {now}");
                Assert.True(now.OverHalf <= now.OverQuarter, $"{now}");
                before = now;
            }
        }

        Threads.Run([.. Enumerable.Repeat((Action)Write, Writers), Read]);

        Assert.Equal(new LatencyCounts(Writers * each, Writers * each / 3 * 2, Writers * each / 3), tracker.Slow);
    }

    // Each event is slow where it is counted. With the slow events of a tracker closed along with its total, or counted in the tracker that
    // was held instead of the one that took the event, an event that meets the replacement is in the total of one tracker and slow in
    // none, or in the other.
    [Fact]
    public void Slow_WhileDefinitionsAreReplaced_GoesWhereTheTotalGoes()
    {
        for (var round = 0; round < Rounds; round++)
        {
            using SloRegistry registry = new();
            SloTracker held = registry.Add(Objective(days: 30));
            var sent = 0;
            var isOver = false;

            void Replace()
            {
                SpinWait.SpinUntil(() => Volatile.Read(ref sent) > 0);
                registry.Replace([Objective(days: 7)]);
                Volatile.Write(ref isOver, true);
            }

            void Write()
            {
                for (var last = false; !last;)
                {
                    last = Volatile.Read(ref isOver);
                    held.Record(TimeSpan.FromTicks(6));
                    Volatile.Write(ref sent, 1);
                }
            }

            Threads.Run([.. Enumerable.Repeat((Action)Write, Writers), Replace]);
            SloTracker successor = registry.Get("held");
            Assert.NotSame(held, successor);
            foreach (SloTracker tracker in (SloTracker[])[held, successor])
            {
                SloEventCounts total = tracker.OwnTotal;
                LatencyCounts slow = tracker.OwnSlow!.Value;
                Assert.Equal((total.Good, total.Good), (slow.OverQuarter, slow.OverHalf));
            }
        }
    }

    private static SloObjective Objective(int days) =>
        Objectives.Named("held").Rolling(TimeSpan.FromDays(days)).FasterThan(TimeSpan.FromTicks(8)).Build();
}
