using FsCheck.Xunit;
using Slo.Attribution;
using Slo.Testing;
using Xunit;

namespace Slo.Tests.Attribution;

/// <summary>With which time bad events are compared: only with time of which they are known, and never with excluded time.</summary>
public sealed class ComparisonTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly string[] Routes = ["GET /", "GET /items", "POST /orders", "GET /users"];

    // The history knows the events of an hour, the process the bad ones of ten minutes: compared with the hour, each rate looks like a rise.
    [Fact]
    public void Comparison_AfterARestart_BeginsWithTheProcess()
    {
        ManualTime time = new();
        SloObjective objective = Definition.Build(Quick);
        using SloRegistry before = new(time);
        SloTracker earlier = before.Add(objective);
        Live(earlier, before, time, 60);
        using SloRegistry next = new(time);
        next.Restore(before.Capture());
        SloTracker tracker = next.Add(objective);
        DateTimeOffset restart = time.GetUtcNow();
        Live(tracker, next, time, 10);
        DateTimeOffset start = time.GetUtcNow();
        Live(tracker, next, time, 2);

        SloAttribution found = tracker.GetContributors(start, time.GetUtcNow());
        Assert.Equal(restart, found.ComparedFrom);
        Assert.InRange(found.ExpectedBadEvents / found.BadEvents, 0.95, 1.05);
        Assert.Empty(found.Contributors);

        // What was before the process is not explained either.
        Assert.Equal((restart, restart), Ends(tracker.GetContributors(restart - Minute, restart)));
        Assert.Equal((restart, start), Ends(tracker.GetContributors(restart - Minute, start)));
    }

    [Fact]
    public void ExcludedTime_Before_IsNotWhatIsNormal()
    {
        using World world = new(Quick);
        Live(world, 60);
        DateTimeOffset from = world.Time.GetUtcNow();
        Live(world, 20, "GET /users", 200);
        DateTimeOffset to = world.Time.GetUtcNow();
        Live(world, 20);
        DateTimeOffset start = world.Time.GetUtcNow();
        Live(world, 2, "GET /users", 60);
        SloAttribution counted = world.Tracker.GetContributors(start, world.Time.GetUtcNow());
        Assert.Empty(counted.Contributors);

        world.Registry.Exclude(new() { When = SloSchedule.Once(from, to) });
        world.After(TimeSpan.Zero);
        SloAttribution found = world.Tracker.GetContributors(start, world.Time.GetUtcNow());
        Assert.Equal("GET /users", Assert.Single(found.Contributors).Name);
        Assert.InRange(found.ExpectedBadEvents, 7, 9);

        // The excluded part is made up for: it is still compared with an hour that counts.
        Assert.Equal(start - Minute - (79 * Minute), found.ComparedFrom);
    }

    [Fact]
    public void ExcludedTime_Now_IsNotExplained()
    {
        using World world = new(Quick);
        Live(world, 60);
        DateTimeOffset start = world.Time.GetUtcNow();
        Live(world, 4, "GET /users", 60);
        DateTimeOffset end = world.Time.GetUtcNow();
        Assert.Single(world.Tracker.GetContributors(start, end).Contributors);

        // Its second half, and then all of it.
        world.Registry.Exclude(new() { When = SloSchedule.Once(start + (2 * Minute), end) });
        SloAttribution half = world.Tracker.GetContributors(start, end);
        Assert.InRange(half.BadEvents, 8 * 61 - 2, 8 * 61 + 2);
        world.Registry.Exclude(new() { When = SloSchedule.Once(start, end) });
        SloAttribution none = world.Tracker.GetContributors(start, end);
        Assert.Equal(0, none.BadEvents);
        Assert.Empty(none.Contributors);
    }

    // After maintenance without events, noise as before is no rise.
    [Fact]
    public void Onset_AfterExcludedTime_IsTheTimeAskedFor()
    {
        BucketCopy[] buckets = [.. Enumerable.Range(0, 100).Where(i => i is < 30 or >= 70).Select(i =>
            new BucketCopy(i * SampleLadder.Finest, (i + 1) * SampleLadder.Finest, 3, [.. Enumerable.Repeat(default(BadEvent), 3)]))];
        BadEventsCopy copy = new(buckets, [], []);
        (long, long)[] excluded = [(30 * SampleLadder.Finest, 70 * SampleLadder.Finest)];
        var asked = 81 * SampleLadder.Finest;

        Assert.Equal(70 * SampleLadder.Finest, Onset.Find(copy, 0, asked, 100 * SampleLadder.Finest, TimeSpan.TicksPerHour));
        Assert.Equal(asked, Onset.Find(copy.Without(excluded), 0, asked, 100 * SampleLadder.Finest, TimeSpan.TicksPerHour));
    }

    // Another failure appears with a version: it is said only if other versions were seen without it, and no other version has it.
    [Theory]
    [InlineData("1.0", "", "1.1")]
    [InlineData("1.0", "1.0", null)]
    [InlineData("1.1", "", null)]
    [InlineData("", "", null)]
    public void FirstVersion_IsTheOneThatAllEventsHave_AndNoneBefore(string versionBefore, string alsoNow, string? expected)
    {
        using World world = new(Quick);
        for (var i = 0; i < 240; i++)
        {
            Record(world, Routes[i % 4], "500", versionBefore, 1);
            world.Tracker.Record(500, 0);
            world.After(TimeSpan.FromSeconds(15));
        }

        DateTimeOffset start = world.Time.GetUtcNow();
        Record(world, "POST /orders", "timeout", "1.1", 100);
        Record(world, "POST /orders", "timeout", alsoNow, alsoNow.Length == 0 ? 0 : 20);
        world.After(Minute);
        SloAttribution found = world.Tracker.GetContributors(start, world.Time.GetUtcNow());

        Assert.Equal(expected, found.Contributors[0].FirstVersion);
        Assert.Equal(expected is not null, found.Summary.Contains(", since 01:00:00 UTC, first seen with version 1.1", StringComparison.Ordinal));

        static void Record(World world, string route, string reason, string version, int count)
        {
            for (var i = 0; i < count; i++)
            {
                world.Tracker.Record(new SloEvent(SloOutcome.Bad) { Operation = route, Reason = reason, Cohort = version });
            }
        }
    }

    [Property]
    public void Without_AnyExcludedTime_LeavesTheEventsOfTheRest(ushort[] events, (ushort From, byte Length)[] parts, ushort from, ushort to)
    {
        const long Width = 1_000;
        BucketCopy[] buckets =
        [
            .. events.GroupBy(at => at / Width).OrderBy(group => group.Key).Select(group => new BucketCopy(
                Ticks(group.Key * Width), Ticks((group.Key + 1) * Width), group.Count(),
                [.. group.Select(at => new BadEvent(default, (uint)(at % Width), -1, default))])),
        ];
        (long From, long To)[] excluded = [.. parts.Select(part => (Ticks(part.From), Ticks(part.From + part.Length)))];
        BadEventsCopy copy = new BadEventsCopy(buckets, [], []).Without(excluded);

        var expected = events.Count(at => at >= from && at < to && !excluded.Any(part => Ticks(at) >= part.From && Ticks(at) < part.To));
        Assert.Equal(expected, copy.Between(Ticks(from), Ticks(to)).Total);
        Assert.All(copy.Buckets, bucket => Assert.Equal(bucket.Events.Length, bucket.Count));

        static long Ticks(long milliseconds) => milliseconds * TimeSpan.TicksPerMillisecond;
    }

    private static (DateTimeOffset From, DateTimeOffset To) Ends(SloAttribution found) => (found.From, found.To);

    private static SloObjectiveBuilder Quick(SloObjectiveBuilder builder) => builder.Rolling(TimeSpan.FromDays(1));

    private static void Live(World world, int minutes, string? failing = null, int bad = 0) =>
        Live(world.Tracker, world.Registry, world.Time, minutes, failing, bad);

    // Failures of all routes alike, and of one route more.
    private static void Live(SloTracker tracker, SloRegistry registry, ManualTime time, int minutes, string? failing = null, int bad = 0)
    {
        for (var i = 0; i < minutes * 4; i++)
        {
            tracker.Record(500 - bad, 0);
            tracker.Record(new SloEvent(SloOutcome.Bad) { Operation = Routes[i % 4] });
            for (var k = 0; k < bad; k++)
            {
                tracker.Record(new SloEvent(SloOutcome.Bad) { Operation = failing });
            }

            time.Advance(TimeSpan.FromSeconds(15));
            registry.Evaluate();
        }
    }
}
