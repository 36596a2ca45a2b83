using Microsoft.Extensions.Time.Testing;
using Slo.Windows;
using Xunit;

namespace Slo.Tests.Windows;

public sealed class RingLayoutTests
{
    [Theory]
    [InlineData("5m", false, "1s for 5m")]
    [InlineData("1h", false, "1s for 10m, 10s for 1h")]
    [InlineData("1d", false, "1s for 10m, 10s for 1h, 1m for 1d")]
    [InlineData("7d", false, "1s for 10m, 10s for 1h, 1m for 7d")]
    [InlineData("28d", false, "1s for 10m, 10s for 1h, 1m for 3d, 10m for 28d")]
    [InlineData("30d", false, "1s for 10m, 10s for 1h, 1m for 3d, 10m for 30d")]
    [InlineData("90d", false, "1s for 10m, 10s for 1h, 1m for 3d, 30m for 90d")]
    [InlineData("400d", false, "1s for 10m, 10s for 1h, 1m for 3d, 3h for 400d")]
    [InlineData("30d", true, "10s for 1h, 1m for 6h, 10m for 3d, 1h for 30d")]
    public void Create_ByLongestWindow_TakesTheseTiers(string longest, bool compact, string tiers)
    {
        Assert.True(SloDuration.TryParse(longest, out TimeSpan window));
        RingTier[] created = RingLayout.Create(window, compact);

        Assert.Equal(tiers, string.Join(", ", created.Select(tier =>
            $"{SloDuration.Format(new TimeSpan(tier.Width))} for {SloDuration.Format(new TimeSpan(tier.Span - tier.Width))}")));
    }

    [Theory]
    [InlineData("5m", "1s for 5m")]
    [InlineData("30d", "1s for 10m, 10s for 1h, 1m for 30d")]
    [InlineData("400d", "1s for 10m, 10s for 1h, 1m for 400d")]
    public void Create_WithEveryMinute_HasMinutesForAllOfIt(string longest, string tiers)
    {
        Assert.True(SloDuration.TryParse(longest, out TimeSpan window));
        RingTier[] created = RingLayout.Create(window, compact: false, everyMinute: true);

        Assert.Equal(tiers, string.Join(", ", created.Select(tier =>
            $"{SloDuration.Format(new TimeSpan(tier.Width))} for {SloDuration.Format(new TimeSpan(tier.Span - tier.Width))}")));
    }

    // 30 days x 1,440 minutes x 16 bytes are 675 KiB, as the registry's documentation says.
    [Fact]
    public void Registry_ThatKeepsEveryMinute_CountsAMonthToTheMinute()
    {
        FakeTimeProvider time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 30, TimeSpan.Zero));
        using SloRegistry registry = new(time, keepsEveryMinute: true);
        SloTracker tracker = registry.Add(Definition.Build());
        time.Advance(TimeSpan.FromSeconds(30));
        registry.Evaluate();
        for (var minute = 0; minute < 31 * 1440; minute++)
        {
            tracker.Record(minute % 7, 0);
            time.Advance(TimeSpan.FromMinutes(1));
            registry.Evaluate();
        }

        var expected = Enumerable.Range(0, 31 * 1440).Skip(1440).Sum(minute => minute % 7);
        Assert.Equal(expected, tracker.GetEvents(TimeSpan.FromDays(30)).Good);
        Assert.InRange(tracker.AllocatedBytes, 675 * 1024, (675 + 40) * 1024);
    }

    [Theory]
    [InlineData(false, 10, 1)]
    [InlineData(false, 60, 10)]
    [InlineData(false, 4_320, 60)]
    [InlineData(true, 60, 10)]
    [InlineData(true, 360, 60)]
    [InlineData(true, 4_320, 600)]
    public void Window_InA30DayRing_IsExactToTheSliceOfItsTier(bool compact, int minutes, int slice)
    {
        CumulativeRing ring = CumulativeRingTests.Ring(TimeSpan.FromDays(30), compact);
        Reading now = Seconds.Reading(1_000_000, 0);

        // A burst in every tenth second: what interpolation over a longer slice would smear.
        long Counted(long second) => second / 10 * 1_000;
        var end = 1_000_000 + (minutes * 60) + 1_237;
        for (var second = 1_000_001; second <= end; second++)
        {
            now = Seconds.Reading(second, Counted(second - 1_000_000));
            ring.Advance(now);
        }

        foreach (var window in (int[])[minutes * 60, (minutes * 60) - 1, (minutes * 60) - 13])
        {
            var edge = end - window;
            var atMost = Counted(end - 1_000_000) - Counted((edge / slice * slice) - 1_000_000);
            var atLeast = Counted(end - 1_000_000) - Counted(((edge + slice - 1) / slice * slice) - 1_000_000);
            Assert.InRange(ring.Window(now, Seconds.At(window)).Good, atLeast, atMost);
        }
    }

    [Theory]
    [InlineData(false, 30, 160)]
    [InlineData(false, 28, 160)]
    [InlineData(false, 7, 200)]
    [InlineData(true, 30, 40)]
    [InlineData(true, 400, 40)]
    public void AllocatedBytes_OfAFullRing_StaysWithin(bool compact, int days, int kibibytes)
    {
        FakeTimeProvider time = new();
        using SloRegistry registry = new(time);
        SloTracker tracker = registry.Add(Objectives.Named().Rolling(TimeSpan.FromDays(days)).Compact(compact).Build());
        var before = tracker.AllocatedBytes;
        time.Advance(TimeSpan.FromHours(2));
        registry.Evaluate();
        var early = tracker.AllocatedBytes;
        for (var day = 0; day <= days; day++)
        {
            time.Advance(TimeSpan.FromDays(1));
            registry.Evaluate();
        }

        Assert.InRange(before, 0, 4 * 1024);
        Assert.InRange(early, before, tracker.AllocatedBytes / 2);
        Assert.InRange(tracker.AllocatedBytes, early, kibibytes * 1024);
    }
}
