using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Slo.Tests.Recording;

public sealed class RecordSafetyTests
{
    private static readonly SloRegistry Registry = new(new FakeTimeProvider());

    [Fact]
    public void Record_FromAFinalizer_IsCounted()
    {
        SloTracker tracker = Registry.Add(Objectives.Named("finalizer").Build());
        WeakReference gone = DropOne(tracker);

        Assert.True(Garbage.Takes(gone));
        Assert.True(SpinWait.SpinUntil(() => tracker.Total.Good == 1, TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public void Record_FromAStaticConstructor_IsCounted()
    {
        Assert.Equal(new SloEventCounts(0, 1), RecordsWhenFirstUsed.Tracker.Total);
    }

    [Fact]
    public void Record_AfterRemoveAndAfterDispose_CountsNothingAndThrowsNothing()
    {
        SloRegistry registry = new(new FakeTimeProvider());
        SloTracker removed = registry.Add(Objectives.Named("removed").Build());
        SloTracker disposed = registry.Add(Objectives.Named("disposed").Build());
        removed.Record(good: true);
        disposed.Record(good: true);
        registry.Remove("removed");
        registry.Dispose();
        registry.Dispose();

        foreach (SloTracker tracker in (SloTracker[])[removed, disposed])
        {
            tracker.Record(good: true);
            tracker.Record(good: 5, bad: 5);
            tracker.Record(TimeSpan.FromSeconds(1));
            Assert.Equal(new SloEventCounts(1, 0), tracker.Total);
        }
    }

    [Fact]
    public void Read_AfterRemove_ThrowsNothing()
    {
        FakeTimeProvider time = new();
        using SloRegistry registry = new(time);
        SloTracker tracker = registry.Add(Objectives.Named().Build());
        tracker.Record(good: 1_000, bad: 1_000);
        time.Advance(TimeSpan.FromSeconds(10));
        registry.Evaluate();
        registry.Remove("checkout");

        foreach (var milliseconds in (int[])[1, 500, 1_000, 20_000])
        {
            time.Advance(TimeSpan.FromMilliseconds(700));
            Assert.InRange(tracker.GetEvents(TimeSpan.FromMilliseconds(milliseconds)).Total, 0, 2_000);
            Assert.NotNull(tracker.GetStatus());
        }
    }

    private static WeakReference DropOne(SloTracker tracker) => new(new RecordsWhenFinalized(tracker));
}
