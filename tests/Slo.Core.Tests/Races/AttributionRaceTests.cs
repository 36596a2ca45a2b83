using Xunit;

namespace Slo.Tests.Races;

[Collection(OneAtATime.Name)]
public sealed class AttributionRaceTests
{
    private const int Writers = 3;
    private const int Each = 100_000;

    // The lock is only tried: what was not kept because of that is counted all the same.
    [Fact]
    public void BadEvents_OfManyThreadsUnderReadersAndAClock_AreAllCounted()
    {
        using World world = new(builder => builder.Rolling(TimeSpan.FromDays(1)));
        DateTimeOffset start = world.Time.GetUtcNow();
        var writing = Writers;
        void Write(int thread)
        {
            for (var i = 0; i < Each; i++)
            {
                world.Tracker.Record(new SloEvent(SloOutcome.Bad) { Operation = $"r{i % 50}", Caller = thread.ToString(System.Globalization.CultureInfo.InvariantCulture), Group = $"{i}" });
            }

            Interlocked.Decrement(ref writing);
        }

        void Read()
        {
            while (Volatile.Read(ref writing) > 0)
            {
                world.Time.Advance(TimeSpan.FromMilliseconds(300));
                SloAttribution found = world.Tracker.GetContributors(start, world.Time.GetUtcNow(), 10, 20);
                Assert.InRange(found.BadEvents, 0, Writers * Each);
                Assert.InRange(found.Contributors.Sum(one => one.ExcessRatio), 0, 1 + 1e-9);
            }
        }

        Threads.Run([.. Enumerable.Range(0, Writers).Select(i => (Action)(() => Write(i))), Read]);

        Assert.Equal(Writers * Each, world.Tracker.GetContributors(start, DateTimeOffset.MaxValue).BadEvents);
        Assert.Equal(new(0, Writers * Each), world.Tracker.Total);
    }
}
