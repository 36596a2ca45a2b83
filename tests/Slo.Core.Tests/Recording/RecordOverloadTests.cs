using Microsoft.Extensions.Time.Testing;
using Slo.Recording;
using Slo.Tracking;
using Xunit;

namespace Slo.Tests.Recording;

public sealed class RecordOverloadTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly TrackerContext _context;
    private readonly SloTracker _tracker;

    public RecordOverloadTests()
    {
        _context = new("", SloScope.Instance, KeepsEveryMinute: false, _time);
        _tracker = new SloTracker(Objectives.Named().FasterThan(TimeSpan.FromMilliseconds(300)).Build(), _context);
    }

    [Theory]
    [InlineData(SloOutcome.Good, 1, 0, 0)]
    [InlineData(SloOutcome.Bad, 0, 1, 0)]
    [InlineData(SloOutcome.Ignored, 0, 0, 1)]
    [InlineData((SloOutcome)7, 0, 0, 0)]
    public void Record_Outcome_CountsOnItsSide(SloOutcome outcome, long good, long bad, long ignored)
    {
        _tracker.Record(outcome);

        Assert.Equal(new SloEventCounts(good, bad), _tracker.Total);
        Assert.Equal(ignored, _tracker.IgnoredTotal);
        Assert.Equal(good + bad + ignored == 0 ? 1 : 0, _context.Rejected.NotANumber.Count);
    }

    [Theory]
    [InlineData(-1, 5)]
    [InlineData(5, -1)]
    [InlineData(long.MinValue, long.MinValue)]
    public void Record_NegativeWeight_DropsTheWholeCall(long good, long bad)
    {
        _tracker.Record(good, bad);

        Assert.Equal(default, _tracker.Total);
        Assert.Equal(1, _context.Rejected.NegativeWeight.Count);
    }

    [Theory]
    [InlineData(3_000_000, 1, 0)]
    [InlineData(3_000_001, 0, 1)]
    [InlineData(0, 1, 0)]
    [InlineData(long.MaxValue, 0, 1)]
    public void Record_Elapsed_IsGoodUpToTheThresholdInclusive(long ticks, long good, long bad)
    {
        _tracker.Record(new TimeSpan(ticks));

        Assert.Equal(new SloEventCounts(good, bad), _tracker.Total);
    }

    [Fact]
    public void Record_FailureHoweverFast_IsBad()
    {
        _tracker.Record(good: false, TimeSpan.Zero);

        Assert.Equal(new SloEventCounts(0, 1), _tracker.Total);
    }

    [Fact]
    public void Record_NegativeElapsed_IsRejected()
    {
        _tracker.Record(TimeSpan.FromTicks(-1));
        _tracker.Record(good: false, TimeSpan.MinValue);
        _tracker.RecordSeconds(-0.001);

        Assert.Equal(default, _tracker.Total);
        Assert.Equal(3, _context.Rejected.NegativeDuration.Count);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void RecordSeconds_NotANumber_IsRejected(double seconds)
    {
        _tracker.RecordSeconds(seconds);

        Assert.Equal(default, _tracker.Total);
        Assert.Equal(1, _context.Rejected.NotANumber.Count);
    }

    [Theory]
    [InlineData(0.3, 1, 0)]
    [InlineData(0.30000000000000004, 0, 1)]
    [InlineData(-0.0, 1, 0)]
    [InlineData(double.MaxValue, 0, 1)]
    public void RecordSeconds_IsGoodUpToTheThresholdInclusive(double seconds, long good, long bad)
    {
        _tracker.RecordSeconds(seconds);

        Assert.Equal(new SloEventCounts(good, bad), _tracker.Total);
    }

    // A caller who has the duration, or a batch, must not pay for two clock reads or for a loop.
    [Fact]
    public void Record_OfOneBatchDurationOutcomeAndScope_CountTheSame()
    {
        _tracker.Record(good: true);
        _tracker.Record(good: 1, bad: 0);
        _tracker.Record(TimeSpan.FromMilliseconds(300));
        _tracker.Record(SloOutcome.Good);
        _tracker.Record(new SloEvent(SloOutcome.Good) { Elapsed = TimeSpan.FromMilliseconds(300) });
        using (SloMeasurement work = _tracker.Start())
        {
            _time.Advance(TimeSpan.FromMilliseconds(300));
            work.MarkGood();
        }

        Assert.Equal(new SloEventCounts(6, 0), _tracker.Total);
    }

    [Fact]
    public void Record_LongMaxValueTwice_SaturatesIsRejectedAndKeepsRatiosInRange()
    {
        _tracker.Record(long.MaxValue, long.MaxValue);
        _tracker.Record(long.MaxValue, long.MaxValue);
        SloStatus status = _tracker.GetStatus();

        Assert.Equal(2, _context.Rejected.Overflow.Count);
        Assert.Equal(new SloEventCounts(EventCells.MaximumCount, EventCells.MaximumCount), _tracker.Total);
        Assert.Equal(0.5, status.ComplianceRatio);
        Assert.Equal(-49, status.ErrorBudgetRemainingRatio!.Value, 9);
        Assert.All(status.Windows, window => Assert.Equal(50, window.BurnRate!.Value, 9));
    }
}
