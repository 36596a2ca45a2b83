using Slo.Testing;
using Slo.Windows;
using Xunit;

namespace Slo.Tests.Windows;

public sealed class TimelineTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ManualTime _time = new(Start);
    private readonly Timeline _timeline;

    public TimelineTests() => _timeline = new Timeline(_time);

    [Fact]
    public void Origin_IsTheWallClockSince1970()
    {
        Assert.Equal((Start - DateTimeOffset.UnixEpoch).Ticks, _timeline.Origin);
        Assert.Equal(_timeline.Origin, _timeline.Now);
    }

    [Fact]
    public void Advance_WhileBothClocksAgree_HasNeitherGapNorStep()
    {
        for (var i = 1; i <= 100; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            TimelineStep step = _timeline.Advance();

            Assert.Equal(new TimelineStep(After(i), After(i), ClockStep.None), step);
            Assert.False(step.HasGap);
        }
    }

    [Theory]
    [InlineData(6)]
    [InlineData(3_600)]
    [InlineData(40 * 86_400)]
    public void Advance_AfterAForwardStep_LeavesTheStepAsAGap(double seconds)
    {
        _time.Advance(TimeSpan.FromSeconds(10));
        _time.StepWall(TimeSpan.FromSeconds(seconds));

        Assert.Equal(new TimelineStep(After(10), After(10 + seconds), ClockStep.Forward), _timeline.Advance());
        Assert.Equal(After(10 + seconds), _timeline.Now);
    }

    // A suspended machine: the monotonic clock stands still, the wall clock goes on.
    [Fact]
    public void Advance_AfterASuspension_TakesTheSleepAsOneGapAndThenGoesOn()
    {
        _time.StepWall(8 * Hour);
        Assert.Equal(8 * Hour.Ticks, Length(_timeline.Advance()));

        _time.Advance(TimeSpan.FromSeconds(1));
        TimelineStep next = _timeline.Advance();
        Assert.False(next.HasGap);
        Assert.Equal(ClockStep.None, next.Clock);
    }

    [Fact]
    public void Advance_AfterAStepBack_ChangesNothingButTheFlag()
    {
        _time.Advance(Hour);
        _time.StepWall(-2 * Hour);

        Assert.Equal(new TimelineStep(After(3_600), After(3_600), ClockStep.Back), _timeline.Advance());
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(new TimelineStep(After(3_601), After(3_601), ClockStep.None), _timeline.Advance());
    }

    [Fact]
    public void InstantOf_AfterAStepBack_ShowsTheClockAsItIsSetNow()
    {
        _time.StepWall(-2 * Hour);
        _timeline.Advance();

        Assert.Equal(Start - (2 * Hour), _timeline.InstantOf(_timeline.Now));
        Assert.Equal(_timeline.Now, _timeline.PositionOf(_time.GetUtcNow()));
    }

    [Fact]
    public void Advance_TwoHoursBackAndForwardAgain_EndsWhereItWouldHaveBeenWithoutAGap()
    {
        _time.StepWall(-2 * Hour);
        _timeline.Advance();
        _time.Advance(Hour);
        _timeline.Advance();
        _time.StepWall(2 * Hour);
        TimelineStep back = _timeline.Advance();

        Assert.Equal(new TimelineStep(After(3_600), After(3_600), ClockStep.Forward), back);
        Assert.Equal(Start + Hour, _timeline.InstantOf(_timeline.Now));
    }

    [Fact]
    public void Advance_ForwardPastAnEarlierStepBack_LeavesOnlyTheDifferenceAsAGap()
    {
        _time.StepWall(-2 * Hour);
        _timeline.Advance();
        _time.StepWall(3 * Hour);

        Assert.Equal(new TimelineStep(After(0), After(3_600), ClockStep.Forward), _timeline.Advance());
    }

    [Theory]
    [InlineData(0.05)]
    [InlineData(-0.05)]
    public void Advance_WithADriftingWallClock_IsNeverAStepNorAGap(double perSecond)
    {
        for (var i = 1; i <= 1_000; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            _time.StepWall(TimeSpan.FromSeconds(perSecond));
            TimelineStep step = _timeline.Advance();

            Assert.False(step.HasGap);
            Assert.Equal(ClockStep.None, step.Clock);
            Assert.Equal(After(i * (1 + Math.Max(0, perSecond))), step.To);
            Assert.Equal(_time.GetUtcNow(), _timeline.InstantOf(step.To));
        }
    }

    [Theory]
    [InlineData(5, false)]
    [InlineData(5.0000001, true)]
    public void Advance_AtFiveSeconds_IsDriftAndBeyondAStep(double seconds, bool isStep)
    {
        _time.StepWall(TimeSpan.FromSeconds(seconds));

        Assert.Equal(isStep, _timeline.Advance().HasGap);
    }

    [Fact]
    public void Now_WithATimestampGoingBackwards_NeverLiesBeforeTheOrigin()
    {
        _time.GoBack(Hour);

        Assert.Equal(_timeline.Origin, _timeline.Now);
        Assert.Equal(new TimelineStep(_timeline.Origin, _timeline.Origin, ClockStep.Back), _timeline.Advance());
    }

    private static long Length(TimelineStep step) => step.To - step.ObservedUntil;

    private long After(double seconds) => _timeline.Origin + Seconds.At(seconds);
}
