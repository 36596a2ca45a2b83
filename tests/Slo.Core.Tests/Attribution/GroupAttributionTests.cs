using Xunit;

namespace Slo.Tests.Attribution;

/// <summary>The alert of a group is explained by the bad events of that group.</summary>
public sealed class GroupAttributionTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly string[] Routes = ["GET /", "GET /items", "POST /orders", "GET /users"];
    private static readonly string[] Tenants = ["acme", "globex", "initech"];

    private int _events;

    // Another group fails by another cause, and more often.
    [Fact]
    public void Alert_OfAGroup_NamesItsOwnCause()
    {
        using World world = new(Rules);
        Live(world, 3_600, null);
        (DateTimeOffset start, SloAlertTransition fired) = (world.Time.GetUtcNow(), Live(world, 1_000, "acme")!);

        Assert.Equal(("acme", "POST /orders"), (fired.Group, Assert.Single(fired.Attribution!.Contributors).Name));
        Assert.InRange(fired.Attribution.From, start - TimeSpan.FromSeconds(20), start + TimeSpan.FromSeconds(20));
        Assert.InRange(fired.Attribution.ExpectedBadEvents, 0, fired.Attribution.BadEvents / 4);
        Assert.Equal(fired.Attribution.ToString(), world.Tracker.GetAlertContributors("acme")!.ToString());
        Assert.Null(world.Tracker.GetAlertContributors("initech"));
        Assert.Null(world.Tracker.GetAlertContributors("unknown"));
        SloIncident incident = world.Registry.Incidents.Single(one => one.Group == "acme");
        Assert.Equal("POST /orders", Assert.Single(incident.Contributors).Name);

        // The whole objective has the other cause first.
        Assert.StartsWith("GET /users", world.Tracker.GetContributors(start, world.Time.GetUtcNow()).Contributors[0].Name, StringComparison.Ordinal);
    }

    // The first failures of a group that had none: what dominates, and never the group itself.
    [Fact]
    public void Alert_OfAGroupThatNeverFailed_NamesWhatFailed()
    {
        using World world = new(Rules);
        for (var i = 0; i < 1_200; i++)
        {
            Good(world, "acme", 20);
            world.After(Second);
        }

        SloAlertTransition? fired = null;
        for (var i = 0; fired is null; i++)
        {
            Assert.True(i < 1_000);
            Good(world, "acme", 16);
            Bad(world, "acme", "POST /orders", 4, "502");
            world.Time.Advance(Second);
            fired = world.Changes().Find(change => change.Group == "acme");
        }

        Assert.Equal("502", Assert.Single(fired.Attribution!.Contributors).Name);
        Assert.Equal(0, fired.Attribution.ExpectedBadEvents);
    }

    // Values that have no group of their own took all places: it is not known which bad events are those of the group.
    [Fact]
    public void Alert_OfAGroupWithoutAPlace_HasNoAttribution()
    {
        using World world = new(Rules);
        world.Tracker.AddGroups(["first", "late", .. Tenants]);
        Bad(world, "first", "GET /", 30, "500");
        for (var i = 0; i < 250; i++)
        {
            Bad(world, $"tenant {i}", "GET /", 1, "500");
        }

        Bad(world, "late", "GET /", 30, "500");
        world.Time.Advance(Second);
        List<SloAlertTransition> fired = world.Changes();

        // Its bad events count, though it was not evaluated before. Of 310 events in ten seconds 128 are kept.
        Assert.InRange(fired.Single(change => change.Group == "first").Attribution!.BadEvents, 5, 90);
        Assert.Null(fired.Single(change => change.Group == "late").Attribution);
    }

    private static SloObjectiveBuilder Rules(SloObjectiveBuilder builder) => builder.TargetPercent(99)
        .Rolling(TimeSpan.FromDays(1)).GroupBy("tenant", 5).AlertPerGroup()
        .BurnRateRule(AlertSeverity.Page, 5, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(1));

    private SloAlertTransition? Live(World world, int seconds, string? failing)
    {
        for (var i = 0; i < seconds; i++)
        {
            foreach (var tenant in Tenants)
            {
                Good(world, tenant, 20);
            }

            if (i % 5 == 0)
            {
                Bad(world, Tenants[_events % 3], Routes[_events++ % 4], 1, "500");
            }

            if (failing is not null)
            {
                Bad(world, failing, "POST /orders", 4, "500");
                Bad(world, "globex", "GET /users", 9, "500");
            }

            world.Time.Advance(Second);
            if (world.Changes().Find(change => change.Group == failing && failing is not null) is { } fired)
            {
                return fired;
            }
        }

        return null;
    }

    private static void Good(World world, string tenant, int count) => world.Tracker.Record(count, 0, tenant);

    private static void Bad(World world, string tenant, string route, int count, string reason)
    {
        for (var i = 0; i < count; i++)
        {
            world.Tracker.Record(new SloEvent(SloOutcome.Bad) { Operation = route, Group = tenant, Reason = reason });
        }
    }
}
