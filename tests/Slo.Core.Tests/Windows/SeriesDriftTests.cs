using Xunit;

namespace Slo.Tests.Windows;

public sealed class SeriesDriftTests
{
    // The clock of a real machine is always a little behind or ahead of where it was anchored.
    [Theory]
    [InlineData(-4)]
    [InlineData(-3_000_000)]
    [InlineData(-36_000_000_004)]
    [InlineData(-36_000_000_000 + 4)]
    public void GetSeries_WhileTheClockDrifts_StaysOnItsSeconds(long ticks)
    {
        using World world = new();
        world.After(TimeSpan.FromHours(2));
        world.Time.StepWall(TimeSpan.FromTicks(ticks));
        world.After(TimeSpan.FromTicks(-ticks % TimeSpan.TicksPerSecond));
        DateTimeOffset to = world.Time.GetUtcNow().AddMinutes(-1);
        to = to.AddTicks(-(to.UtcTicks % TimeSpan.TicksPerSecond));

        IReadOnlyList<SloSeriesPoint> series = world.Tracker.GetSeries(to.AddSeconds(-3), to, TimeSpan.FromSeconds(1));

        Assert.Equal([to.AddSeconds(-2), to.AddSeconds(-1), to], series.Select(point => point.Time));
    }
}
