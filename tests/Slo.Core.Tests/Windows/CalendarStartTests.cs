using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Slo.Tests.Windows;

public sealed class CalendarStartTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 31, 22, 0, 0, TimeSpan.Zero));

    [Fact]
    public void SliceThatEndsWithThePeriod_WhenStatusIsAskedForBeforeTheTick_BelongsToTheOldPeriod()
    {
        using SloRegistry registry = new(_time);
        SloTracker tracker = registry.Add(
            Objectives.Named().Calendar(CalendarUnit.Month).Timeslices(TimeSpan.FromHours(1), 0.95m).Build());
        Serve(good: false);
        Serve(good: false, untilTick: false);

        _time.Advance(TimeSpan.FromSeconds(0.5));
        Assert.Equal(new DateTimeOffset(2026, 2, 1, 0, 0, 0, TimeSpan.Zero), tracker.GetStatus().PeriodStart);
        registry.Evaluate();
        Serve(good: true);

        Assert.Equal(1, tracker.Status.ComplianceRatio);
        Assert.Equal(SloState.Healthy, tracker.Status.State);

        void Serve(bool good, bool untilTick = true)
        {
            for (var minute = 1; minute <= 60; minute++)
            {
                tracker.Record(good);
                _time.Advance(TimeSpan.FromMinutes(1));
                if (untilTick || minute < 60)
                {
                    registry.Evaluate();
                }
            }
        }
    }
}
