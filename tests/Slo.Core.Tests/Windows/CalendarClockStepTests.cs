using Slo.Testing;
using Xunit;

namespace Slo.Tests.Windows;

public sealed class CalendarClockStepTests
{
    [Fact]
    public void Period_AfterTheClockWasSetBackOverItsStartAndForthAgain_HoldsAllOfItsEvents()
    {
        ManualTime time = new(new DateTimeOffset(2026, 1, 1, 23, 0, 0, TimeSpan.Zero));
        using SloRegistry registry = new(time);
        SloTracker tracker = registry.Add(new SloObjectiveBuilder("day").TargetPercent(99).Calendar(CalendarUnit.Day).Build());

        Serve(minutes: 120);
        Assert.Equal(60, tracker.Status.Events.Good);

        // Back into the day before, and through midnight once more.
        time.StepWall(TimeSpan.FromHours(-2));
        Serve(minutes: 120);
        time.StepWall(TimeSpan.FromHours(2));
        registry.Evaluate();

        Assert.Equal(new DateTimeOffset(2026, 1, 2, 0, 0, 0, TimeSpan.Zero), tracker.Status.PeriodStart);
        Assert.Equal(180, tracker.Status.Events.Good);

        void Serve(int minutes)
        {
            for (var i = 0; i < minutes; i++)
            {
                tracker.Record(good: true);
                time.Advance(TimeSpan.FromMinutes(1));
                registry.Evaluate();
            }
        }
    }
}
