using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Slo.AspNetCore.Requests;
using Xunit;

namespace Slo.AspNetCore.Tests.Requests;

/// <summary>Most requests read a coarse clock at their end. What they count as must not depend on it.</summary>
public sealed class CoarseClockTests
{
    [Fact]
    public void Follows_AClockOfTheApp_IsFalse() => Assert.False(CoarseClock.Follows(new OwnClock()));

    [Fact]
    public void Follows_TheSystemsClock_OnLinuxAlone() =>
        Assert.Equal(OperatingSystem.IsLinux(), Enumerable.Range(0, 100).Any(_ => CoarseClock.Follows(TimeProvider.System)));

    [Fact]
    public void Timestamp_IsNeverAheadOfThePreciseClock()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the two clocks have no common zero");
        Assert.All(Enumerable.Range(0, 100_000), _ => Assert.True(CoarseClock.Timestamp <= TimeProvider.System.GetTimestamp()));
    }

    // Below, between and above what the coarse clock decides (30 ms of a threshold of 200 ms), by both clocks.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Request_OfAnyDuration_IsGoodUpToTheThreshold(bool isSystem)
    {
        var threshold = TimeSpan.FromMilliseconds(200);
        using SloRegistry registry = new();
        SloTracker tracker = registry.Add(new SloObjectiveBuilder("fast").TargetPercent(99).HttpServer().FasterThan(threshold).Build());
        TimeProvider time = isSystem ? TimeProvider.System : new OwnClock();
        TimeSpan duration = default;
        TimeSpan inside = default;
        SloMiddleware middleware = new(
            _ =>
            {
                var began = time.GetTimestamp();
                SpinWait.SpinUntil(() => time.GetElapsedTime(began) > duration);
                inside = time.GetElapsedTime(began);
                return Task.CompletedTask;
            },
            TestObjectives.Current(registry), time, NullLogger<SloMiddleware>.Instance);
        foreach (var milliseconds in (int[])[0, 0, 5, 20, 29, 31, 45, 55, 100, 180, 201, 220])
        {
            SloEventCounts before = tracker.Total;
            duration = TimeSpan.FromMilliseconds(milliseconds);
            var began = time.GetTimestamp();
            await middleware.InvokeAsync(new DefaultHttpContext());
            TimeSpan outside = time.GetElapsedTime(began);

            // On a busy machine a request may take longer than it was told to; what it took lies between the two.
            SloEventCounts counted = tracker.Total - before;
            Assert.Equal(1, counted.Total);
            Assert.True(inside <= threshold || counted.Bad == 1, $"{inside} is too slow");
            Assert.True(outside > threshold || counted.Good == 1, $"{outside} is fast enough");
        }
    }

    // The system's clock, but not as the object that is known to be it.
    private sealed class OwnClock : TimeProvider;
}
