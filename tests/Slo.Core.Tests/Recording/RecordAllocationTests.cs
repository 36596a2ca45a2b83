using Slo.Testing;
using Xunit;

namespace Slo.Tests.Recording;

public sealed class RecordAllocationTests
{
    private readonly SloTracker _tracker =
        new SloRegistry(new ManualTime()).Add(Objectives.Named().FasterThan(TimeSpan.FromMilliseconds(300)).Build());

    [Fact]
    public void Record_AfterWarmUp_AllocatesNothing()
    {
        RecordAll();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10_000; i++)
        {
            RecordAll();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(10_001 * 7, _tracker.Total.Total);
    }

    [Fact]
    public void Read_OfPublishedStatusAndLiveEvents_AllocatesNothing()
    {
        long sum = ReadAll();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10_000; i++)
        {
            sum += ReadAll();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(0, sum);
    }

    private void RecordAll()
    {
        _tracker.Record(good: true);
        _tracker.Record(SloOutcome.Bad);
        _tracker.Record(SloOutcome.Ignored);
        _tracker.Record(good: 1, bad: 1);
        _tracker.Record(TimeSpan.FromMilliseconds(1));
        _tracker.Record(good: true, TimeSpan.FromSeconds(1));
        _tracker.RecordSeconds(0.3);
        _tracker.RecordSeconds(double.NaN);
        _tracker.Record(good: -1, bad: 1);
    }

    private long ReadAll() => _tracker.Status.Events.Total + _tracker.GetEvents(TimeSpan.FromHours(1)).Total + _tracker.Total.Total;
}
