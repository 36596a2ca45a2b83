using Slo.Testing;
using Slo.Windows;
using Xunit;

namespace Slo.Tests.Windows;

public sealed class SliceGridTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly ManualTime _time = new(new DateTimeOffset(2026, 1, 1, 23, 0, 0, TimeSpan.Zero));

    // Kept from one look to the next, the period of a day that began while the clock was wrong would end half an hour late.
    [Fact]
    public void EndOf_AfterTheClockWasSetRight_IsTheBoundaryWhereItIsNow()
    {
        Timeline timeline = new(_time);
        SliceGrid grid = new(Hour.Ticks, (SloPeriod.Calendar(CalendarUnit.Day), timeline));
        _time.StepWall(-0.5 * Hour);
        _time.Advance(2 * Hour);
        timeline.Advance();
        grid.EndOf(timeline.Now);
        _time.StepWall(0.5 * Hour);
        timeline.Advance();
        var midnight = timeline.PositionOf(new DateTimeOffset(2026, 1, 3, 0, 0, 0, TimeSpan.Zero));

        Assert.Equal(midnight, grid.EndOf(midnight - 1));
        Assert.Equal(midnight, grid.StartOf(midnight + 1));
        Assert.Equal(2, grid.EndsIn(midnight - Hour.Ticks, midnight + Hour.Ticks));
    }

    [Theory]
    [InlineData("Asia/Kolkata", "2026-01-01T18:30:00Z", 24)]
    [InlineData("Europe/Berlin", "2026-03-28T23:00:00Z", 23)]
    [InlineData("America/New_York", "2026-11-01T04:00:00Z", 25)]
    public void EndsIn_OneLocalDay_IsItsHours(string zone, string midnight, int hours)
    {
        Timeline timeline = new(_time);
        SloPeriod days = SloPeriod.Calendar(CalendarUnit.Day, zone);
        SliceGrid grid = new(Hour.Ticks, (days, timeline));
        DateTimeOffset start = DateTimeOffset.Parse(midnight, System.Globalization.CultureInfo.InvariantCulture);
        var from = timeline.PositionOf(start);
        var to = timeline.PositionOf(days.Containing(start).End);

        Assert.Equal(hours, grid.EndsIn(from, to));
        Assert.Equal(hours - 1, grid.EndsIn(from, to - 1));
        Assert.Equal(from + Hour.Ticks, grid.EndOf(from));
    }
}
