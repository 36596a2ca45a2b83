using Slo.Hosting.Sources.Polling;
using Slo.Testing;
using Xunit;

namespace Slo.Hosting.Tests.Sources;

public sealed class PollClockTests
{
    private readonly ManualTime _time = new();

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void Step_OfTheWallClock_IsTakenUpOnlyIfItStays(int hours)
    {
        PollClock clock = new(_time);
        DateTimeOffset before = clock.UtcNow;

        _time.StepWall(TimeSpan.FromHours(hours));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(before.AddMinutes(1), clock.UtcNow);
        _time.StepWall(TimeSpan.FromHours(-hours));
        Assert.Equal(before.AddMinutes(1), clock.UtcNow);

        _time.StepWall(TimeSpan.FromHours(hours));
        _ = clock.UtcNow;
        _time.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal(before.AddMinutes(12).AddHours(hours), clock.UtcNow);
    }

    [Fact]
    public void Drift_IsFollowed()
    {
        PollClock clock = new(_time);
        for (var i = 0; i < 100; i++)
        {
            _time.Advance(TimeSpan.FromMinutes(1));
            _time.StepWall(TimeSpan.FromSeconds(1));
            Assert.Equal(_time.GetUtcNow(), clock.UtcNow);
        }
    }
}
