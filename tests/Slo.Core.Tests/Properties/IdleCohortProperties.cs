using FsCheck;
using FsCheck.Xunit;
using Slo.Testing;
using Xunit;

namespace Slo.Tests.Properties;

/// <summary>Which events two cohorts are compared by, against the whole history, read backwards from the end.</summary>
[SeededProperties]
public sealed class IdleCohortProperties
{
    [Property(MaxTest = 200)]
    public void Comparison_OfAnyTraffic_HasTheEventsSinceTheLaterCohortAppeared(PositiveInt[] gaps, byte[] who)
    {
        using World world = new(builder => builder.TargetPercent(50));
        List<(int At, bool One, bool Other)> history = [];
        var now = 0;
        for (var i = 0; i < Math.Min(gaps.Length, who.Length); i++)
        {
            now += 1 + (gaps[i].Get * 7 % 80);
            history.Add((now, who[i] % 2 == 1, who[i] / 2 % 2 == 1));
            Record(world.Tracker, history[^1].One ? "1.0" : null);
            Record(world.Tracker, history[^1].Other ? "2.0" : null);
            world.After(TimeSpan.FromMinutes(now) - TimeSpan.FromMinutes(i == 0 ? 0 : history[i - 1].At));
        }

        int? one = Appeared(history.Where(tick => tick.One).Select(tick => tick.At), now);
        int? other = Appeared(history.Where(tick => tick.Other).Select(tick => tick.At), now);
        var begun = one is null || other is null ? one ?? other : Math.Max(one.Value, other.Value);
        SloCanaryReport report = world.Tracker.GetCanary("1.0", "2.0");

        Assert.Equal(one is null ? 0 : history.Count(tick => tick.One && tick.At >= begun), report.Baseline.Total);
        Assert.Equal(other is null ? 0 : history.Count(tick => tick.Other && tick.At >= begun), report.Canary.Total);
        Assert.Equal(new[] { one, other }.Count(appeared => appeared is not null), world.Tracker.GetCohorts().Count);
    }

    // When the run of events began, none of which is an hour after the one before, that has not ended.
    private static int? Appeared(IEnumerable<int> events, int now)
    {
        int? began = null;
        foreach (var at in events.Reverse().TakeWhile(at => (began ?? now) - at < 60))
        {
            began = at;
        }

        return began;
    }

    private static void Record(SloTracker tracker, string? cohort) => tracker.Record(new SloEvent(SloOutcome.Good) { Cohort = cohort });
}
