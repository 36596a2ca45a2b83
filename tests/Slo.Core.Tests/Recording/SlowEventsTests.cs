using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Slo.Anomalies;
using Xunit;

namespace Slo.Tests.Recording;

/// <summary>Which events are counted as slow, against a plain sum over all of them.</summary>
public sealed class SlowEventsTests
{
    private const int Threshold = 8;

    [Property(MaxTest = 300, EndSize = 200, Arbitrary = [typeof(Events)])]
    public void Slow_OfAnyEvents_IsWhatAPlainSumSays((int Way, bool Good, int? Ticks)[] events)
    {
        using SloRegistry registry = new();
        SloTracker tracker = registry.Add(Objectives.Named().FasterThan(TimeSpan.FromTicks(Threshold)).Build());
        foreach ((int way, bool good, int? ticks) in events)
        {
            Record(tracker, way, good, ticks);
        }

        // A failure has no latency, and neither has an event without a duration.
        int[] durations = [.. events.Where(one => one.Good && one.Way != 0).Select(one => one.Ticks ?? 0)];
        Assert.Equal(
            new LatencyCounts(events.Length, durations.Count(ticks => ticks > Threshold / 4), durations.Count(ticks => ticks > Threshold / 2)),
            tracker.Slow);
        Assert.Equal(
            events.Count(one => one.Good && (one.Way == 0 || (one.Ticks ?? 0) <= Threshold)), tracker.Total.Good);
    }

    [Fact]
    public void Slow_OfDroppedAndIgnoredEvents_IsZero()
    {
        using SloRegistry registry = new();
        SloTracker tracker = registry.Add(Objectives.Named().FasterThan(TimeSpan.FromTicks(Threshold)).Build());
        tracker.Record(TimeSpan.FromTicks(-1));
        tracker.RecordSeconds(double.NaN);
        tracker.RecordSeconds(double.PositiveInfinity);
        tracker.Record(new SloEvent(SloOutcome.Ignored) { Elapsed = TimeSpan.FromDays(1) });
        tracker.Record(new SloEvent((SloOutcome)7) { Elapsed = TimeSpan.FromDays(1) });
        registry.Remove(tracker.Objective.Name);
        tracker.Record(TimeSpan.FromDays(1));

        Assert.Equal(new LatencyCounts(0, 0, 0), tracker.Slow);
    }

    // Between two looks at cells that others write, a slow event may be seen before its total.
    [Fact]
    public void Since_WhereSlowEventsCameFirst_StaysAShare()
    {
        LatencyCounts counts = new LatencyCounts(10, 14, 13).Since(new(5, 3, 3));

        Assert.Equal(new(5, 5, 5), counts);
        Assert.Equal(default, new LatencyCounts(5, 3, 3).Since(new(10, 14, 13)));
    }

    private static void Record(SloTracker tracker, int way, bool good, int? ticks)
    {
        var elapsed = TimeSpan.FromTicks(ticks ?? 0);
        switch (way)
        {
            case 0:
                tracker.Record(good);
                break;
            case 1:
                tracker.Record(good, elapsed);
                break;
            case 2 when good:
                tracker.RecordSeconds(elapsed.TotalSeconds);
                break;
            case 3 when good:
                tracker.Record(elapsed);
                break;
            default:
                tracker.Record(new SloEvent(good ? SloOutcome.Good : SloOutcome.Bad)
                {
                    Elapsed = ticks is null ? null : elapsed,
                    Cohort = way == 4 ? "v1" : null,
                });
                break;
        }
    }

    private static class Events
    {
        public static Arbitrary<(int Way, bool Good, int? Ticks)[]> Of() => Arb.From(
            (from way in Gen.Choose(0, 4)
             from good in Gen.Frequency((4, Gen.Constant(true)), (1, Gen.Constant(false)))
             from ticks in Gen.Frequency((1, Gen.Constant((int?)null)), (6, Gen.Choose(0, 2 * Threshold).Select(value => (int?)value)))
             select (way, good, ticks)).ArrayOf());
    }
}
