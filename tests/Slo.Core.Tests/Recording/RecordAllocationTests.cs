using Microsoft.Extensions.Time.Testing;
using Slo.Testing;
using Xunit;

namespace Slo.Tests.Recording;

public sealed class RecordAllocationTests
{
    private readonly SloTracker _tracker =
        new SloRegistry(new FakeTimeProvider()).Add(Objectives.Named().FasterThan(TimeSpan.FromMilliseconds(300)).Build());

    [Fact]
    public void Record_AfterWarmUp_AllocatesNothing()
    {
        long rounds = 0;
        Assert.Equal(0, Allocations.Of(() =>
        {
            for (var i = 0; i < 2_000; i++, rounds++)
            {
                RecordAll();
            }
        }));
        Assert.Equal(rounds * 7, _tracker.Total.Total);
    }

    [Fact]
    public void Read_OfPublishedStatusAndLiveEvents_AllocatesNothing()
    {
        long sum = 0;
        Assert.Equal(0, Allocations.Of(() =>
        {
            for (var i = 0; i < 2_000; i++)
            {
                sum += ReadAll();
            }
        }));
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
