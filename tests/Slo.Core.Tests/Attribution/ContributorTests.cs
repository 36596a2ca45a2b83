using System.Diagnostics;
using Slo.Testing;
using Xunit;

namespace Slo.Tests.Attribution;

public sealed class ContributorTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly string[] Routes = ["GET /", "GET /items", "POST /orders", "GET /users"];
    private static readonly string[] Hostile = ["", "\0", "\r\n", "\u202e", "\ud800", "<script>alert(1)</script>", "{0}{1}", "=cmd", "%00", new('y', 70_000)];

    [Fact]
    public void Contributors_OfARouteWhoseDependencyTimesOut_AreTheTwoWithReasonAndTraces()
    {
        using World world = new(Quick);
        DateTimeOffset start = Noise(world, 60);
        ActivityTraceId trace = default;
        for (var i = 0; i < 40; i++)
        {
            trace = ActivityTraceId.CreateRandom();
            world.Tracker.Record(new SloEvent(SloOutcome.Bad)
            {
                Operation = "POST /orders",
                Reason = SloEvent.TimedOut,
                Dependency = "payments",
                TraceId = trace,
                Elapsed = TimeSpan.FromSeconds(i),
            });
            world.Time.Advance(TimeSpan.FromMilliseconds(500));
        }

        SloAttribution found = world.Tracker.GetContributors(start, world.Time.GetUtcNow());
        SloContributor contributor = Assert.Single(found.Contributors);

        Assert.Equal(
            [new(SloDimension.Reason, "timeout"), new(SloDimension.Operation, "POST /orders"), new(SloDimension.Dependency, "payments")],
            contributor.Values);
        Assert.Equal(40, contributor.BadEvents);
        Assert.InRange(contributor.ExcessRatio, 0.99, 1);
        Assert.Equal(start, contributor.FirstSeenAt);
        Assert.Equal(start, contributor.ValueFirstSeenAt);
        Assert.Equal(trace.ToHexString(), contributor.Exemplars[0].TraceId);
        Assert.Equal(TimeSpan.FromSeconds(39), contributor.Exemplars[0].Elapsed);
        Assert.Equal(3, contributor.Exemplars.Count);
        Assert.StartsWith("100 % of the bad events beyond normal: timeout, POST /orders, payments, since 01:00:00 UTC, trace ", found.Summary, StringComparison.Ordinal);
    }

    // A route that always fails a little is not the cause, though it has most of the bad events.
    [Fact]
    public void Contributors_OfARouteThatAlwaysFails_AreTheOtherOne()
    {
        using World world = new(Quick);
        for (var i = 0; i < 600; i++)
        {
            Record(world, "GET /old", 3);
            Record(world, Routes[i % 4], 1);
            world.Tracker.Record(600, 0);
            world.After(TimeSpan.FromSeconds(6));
        }

        DateTimeOffset start = world.Time.GetUtcNow();
        for (var i = 0; i < 20; i++)
        {
            Record(world, "GET /old", 3);
            Record(world, "GET /items", 20);
            world.Tracker.Record(600, 0);
            world.After(TimeSpan.FromSeconds(6));
        }

        SloAttribution found = world.Tracker.GetContributors(start, world.Time.GetUtcNow());
        Assert.Equal("GET /items", Assert.Single(found.Contributors).Name);
        Assert.InRange(found.Contributors[0].ExcessRatio, 0, 1);
    }

    [Fact]
    public void Contributors_OfAnEvenRise_AreNone()
    {
        using World world = new(Quick);
        DateTimeOffset start = Noise(world, 60);
        for (var i = 0; i < 100; i++)
        {
            Record(world, Routes[i % 4], 10);
        }

        world.Tracker.Record(10_000, 0);
        world.After(Minute);
        SloAttribution found = world.Tracker.GetContributors(start, world.Time.GetUtcNow());

        Assert.Empty(found.Contributors);
        Assert.Equal(1_000, found.BadEvents);
        Assert.True(found.ExcessBadEvents > 900);
        Assert.Equal("no single cause stands out", found.Summary);
    }

    // Without bad events before: a share that dominates a dimension with several values says something, the only value of one does not.
    [Fact]
    public void Contributors_WithoutBadEventsBefore_AreThoseOfADominantShare()
    {
        using World world = new(Quick);
        DateTimeOffset start = world.Time.GetUtcNow();
        for (var i = 0; i < 100; i++)
        {
            world.Tracker.Record(new SloEvent(SloOutcome.Bad) { Operation = i < 90 ? "POST /orders" : Routes[i % 4], Cohort = "1.0" });
        }

        world.After(Minute);
        Assert.Equal("POST /orders", Assert.Single(world.Tracker.GetContributors(start, world.Time.GetUtcNow()).Contributors).Name);
        using World one = new(Quick);
        Record(one, "POST /orders", 100);
        Assert.Empty(one.Tracker.GetContributors(start, one.Time.GetUtcNow() + Minute).Contributors);
    }

    // A dependency that fails, and an exception, are told apart from what does not fail, even if no other ever has: not so a route.
    [Fact]
    public void Contributors_WithoutBadEventsBefore_AreTheOnlyDependencyOrReasonThatFailed()
    {
        using World world = new(Quick);
        DateTimeOffset start = world.Time.GetUtcNow();
        for (var i = 0; i < 20; i++)
        {
            world.Tracker.Record(new SloEvent(SloOutcome.Bad) { Operation = "POST /orders", Reason = "502", Dependency = "payments" });
        }

        world.After(Minute);
        SloAttribution found = world.Tracker.GetContributors(start, world.Time.GetUtcNow());
        Assert.Equal("payments", Assert.Single(found.Contributors).Name);

        using World own = new(Quick);
        for (var i = 0; i < 20; i++)
        {
            own.Tracker.Record(new SloEvent(SloOutcome.Bad) { Operation = "POST /orders", Reason = "System.FormatException" });
        }

        own.After(Minute);
        found = own.Tracker.GetContributors(start, own.Time.GetUtcNow());
        Assert.Equal("System.FormatException", Assert.Single(found.Contributors).Name);
    }

    // The first alert of a service that never failed: the bad events before it fired are those of the cause.
    [Fact]
    public void AlertContributors_OfTheFirstBadEvents_BeginWithThem()
    {
        using World world = new(builder => Quick(builder)
            .BurnRateRule(AlertSeverity.Page, 20, TimeSpan.FromMinutes(5), Minute));
        for (var i = 0; i < 600; i++)
        {
            world.Tracker.Record(10, 0);
            world.After(TimeSpan.FromSeconds(1));
        }

        DateTimeOffset start = world.Time.GetUtcNow();
        while (world.Tracker.Status.Alert.Severity is null)
        {
            world.Tracker.Record(9, 0);
            world.Tracker.Record(new SloEvent(SloOutcome.Bad) { Operation = "POST /orders", Reason = "502", Dependency = "payments" });
            world.After(TimeSpan.FromSeconds(1));
        }

        SloAttribution found = world.Tracker.GetAlertContributors()!;
        Assert.InRange(world.Time.GetUtcNow() - start, TimeSpan.FromSeconds(45), TimeSpan.FromMinutes(5));
        Assert.InRange(found.From, start - TimeSpan.FromSeconds(10), start);
        Assert.Equal(0, found.ExpectedBadEvents);
        Assert.Equal("payments", Assert.Single(found.Contributors).Name);
    }

    // It stands for many, so it says nothing.
    [Fact]
    public void Contributor_IsNeverTheValueThatOthersShare()
    {
        using World world = new(Quick);
        DateTimeOffset start = Noise(world, 60);
        for (var i = 0; i < 60; i++)
        {
            world.Tracker.Record(new SloEvent(SloOutcome.Bad) { Operation = "POST /orders", Dependency = SloDependencyStatus.Other });
        }

        world.After(Minute);
        Assert.Equal("POST /orders", Assert.Single(world.Tracker.GetContributors(start, world.Time.GetUtcNow()).Contributors).Name);
    }

    // Nothing is known of a better time: what dominates is named, instead of comparing the fault with itself.
    [Fact]
    public void AlertContributors_OfAServiceThatWasBrokenFromItsStart_AreWhatDominates()
    {
        using World world = new(builder => Quick(builder).UnobservedTime(UnobservedTime.Exclude)
            .BurnRateRule(AlertSeverity.Page, 5, TimeSpan.FromMinutes(5), Minute, minimumEvents: 2_000));
        while (world.Tracker.Status.Alert.Severity is null)
        {
            world.Tracker.Record(9, 0);
            world.Tracker.Record(new SloEvent(SloOutcome.Bad) { Operation = "POST /orders", Reason = "502", Dependency = "payments" });
            world.After(TimeSpan.FromSeconds(1));
        }

        SloAttribution found = world.Tracker.GetAlertContributors()!;
        Assert.Equal("payments", Assert.Single(found.Contributors).Name);
        Assert.InRange(found.BadEvents, 199, 201);
    }

    [Fact]
    public void Contributors_OfTwoCauses_DoNotOverlapAndTheirSharesAddUpToOne()
    {
        using World world = new(Quick);
        DateTimeOffset start = Noise(world, 60);
        for (var i = 0; i < 60; i++)
        {
            world.Tracker.Record(new SloEvent(SloOutcome.Bad) { Operation = Routes[i % 4], Cohort = "2.0", Reason = "500" });
            world.Tracker.Record(new SloEvent(SloOutcome.Bad) { Operation = "GET /users", Cohort = "1.0", Reason = "timeout" });
        }

        world.After(Minute);
        SloAttribution found = world.Tracker.GetContributors(start, world.Time.GetUtcNow());

        Assert.Equal(2, found.Contributors.Count);
        Assert.Contains(found.Contributors, one => one.Values.Contains(new(SloDimension.Cohort, "2.0")));
        Assert.Contains(found.Contributors, one => one.Values.Contains(new(SloDimension.Operation, "GET /users")));
        Assert.InRange(found.Contributors.Sum(one => one.ExcessRatio), 0.9, 1);
        Assert.Equal(found.ToString(), world.Tracker.GetContributors(start, world.Time.GetUtcNow()).ToString());
    }

    [Fact]
    public void AlertContributors_BeginWhereBadEventsRose()
    {
        using World world = new(builder => Quick(builder)
            .BurnRateRule(AlertSeverity.Page, 3, TimeSpan.FromMinutes(5), Minute));
        Assert.Null(world.Tracker.GetAlertContributors());
        DateTimeOffset start = Noise(world, 60);
        while (world.Tracker.Status.Alert.Severity is null)
        {
            world.Tracker.Record(10, 0);
            Record(world, "POST /orders", 1);
            world.After(TimeSpan.FromSeconds(1));
        }

        SloAttribution found = world.Tracker.GetAlertContributors()!;
        Assert.InRange(found.From, start - TimeSpan.FromSeconds(20), start + TimeSpan.FromSeconds(10));
        Assert.Equal("POST /orders", Assert.Single(found.Contributors).Name);
    }

    [Fact]
    public void Values_OfClients_AreBoundedCleanAndNeverTheCauseWhenTheyDiffer()
    {
        using World world = new(Quick);
        DateTimeOffset start = Noise(world, 60);
        for (var i = 0; i < 50_000; i++)
        {
            world.Tracker.Record(new SloEvent(SloOutcome.Bad) { Caller = Hostile[i % 10] + i, Operation = Hostile[i % 10], Group = $"tenant{i}", Cohort = new('x', i % 128) });
            world.Time.Advance(TimeSpan.FromMilliseconds(20));
        }

        for (var i = 0; i < 3_000; i++)
        {
            world.Tracker.Record(new SloEvent(SloOutcome.Bad) { Caller = "a\r\nb\u202e<i>", Operation = Routes[i % 4] });
            world.Time.Advance(TimeSpan.FromMilliseconds(20));
        }

        SloAttribution found = world.Tracker.GetContributors(world.Time.GetUtcNow() - Minute, world.Time.GetUtcNow());
        Assert.InRange(world.Tracker.AllocatedBytes, 1, 1_000_000);
        Assert.Equal("a\uFFFD\uFFFDb\uFFFD<i>", Assert.Single(found.Contributors).Name);
        Assert.DoesNotContain(found.ToString(), char.IsControl);
        Assert.All(world.Tracker.GetContributors(start, world.Time.GetUtcNow(), 10).Contributors, one =>
            Assert.All(one.Values, value => Assert.InRange(value.Value.Length, 1, 128)));
    }

    [Fact]
    public void Recording_OfABadEventInTheSteadyState_AllocatesNothing()
    {
        using World world = new(Quick);
        SloEvent bad = new(SloOutcome.Bad) { Operation = "GET /", Reason = "500", Caller = "ios", TraceId = ActivityTraceId.CreateRandom(), Elapsed = Minute };
        for (var i = 0; i < 300_000; i++)
        {
            world.Tracker.Record(bad);
            world.Time.Advance(TimeSpan.FromMilliseconds(100));
        }

        Assert.Equal(0, Allocations.Of(() =>
        {
            for (var i = 0; i < 1_000; i++)
            {
                world.Tracker.Record(bad);
            }
        }));
        Assert.Equal(0, Allocations.Of(() => world.Tracker.Record(new SloEvent(SloOutcome.Good))));
    }

    [Fact]
    public void Event_InsideAnActivity_HasItsTrace()
    {
        using World world = new(Quick);
        using Activity activity = new Activity("request").SetIdFormat(ActivityIdFormat.W3C).Start();
        for (var i = 0; i < 20; i++)
        {
            world.Tracker.Record(new SloEvent(SloOutcome.Bad) { Operation = "POST /orders" });
        }

        activity.Stop();
        Record(world, "GET /", 1);
        Record(world, "GET /users", 1);
        SloAttribution found = world.Tracker.GetContributors(world.Time.GetUtcNow(), world.Time.GetUtcNow() + Minute);

        Assert.Equal(activity.TraceId.ToHexString(), found.Contributors[0].Exemplars[0].TraceId);
    }

    [Fact]
    public void Numbers_OutOfRange_AreRejected()
    {
        using World world = new();
        Assert.Throws<ArgumentOutOfRangeException>(() => world.Tracker.GetContributors(default, default, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => world.Tracker.GetAlertContributors(11));
        Assert.Throws<ArgumentOutOfRangeException>(() => world.Tracker.GetContributors(default, default, 1, 21));
        Assert.Empty(world.Tracker.GetContributors(DateTimeOffset.MinValue, DateTimeOffset.MaxValue).Contributors);
        Assert.Empty(world.Tracker.GetContributors(DateTimeOffset.MaxValue, DateTimeOffset.MinValue).Contributors);
    }

    private static SloObjectiveBuilder Quick(SloObjectiveBuilder builder) => builder.Rolling(TimeSpan.FromDays(1));

    // An hour of failures of all routes, versions and reasons alike.
    private static DateTimeOffset Noise(World world, int minutes)
    {
        for (var i = 0; i < minutes * 4; i++)
        {
            world.Tracker.Record(new SloEvent(SloOutcome.Bad)
            {
                Operation = Routes[i % 4],
                Reason = i % 3 == 0 ? "500" : "latency",
                Dependency = i % 5 == 0 ? "stock" : i % 5 == 1 ? "users" : null,
                Cohort = i % 7 < 4 ? "1.0" : "0.9",
            });
            world.Tracker.Record(500, 0);
            world.After(TimeSpan.FromSeconds(15));
        }

        return world.Time.GetUtcNow();
    }

    private static void Record(World world, string route, int count)
    {
        for (var i = 0; i < count; i++)
        {
            world.Tracker.Record(new SloEvent(SloOutcome.Bad) { Operation = route });
        }
    }
}
