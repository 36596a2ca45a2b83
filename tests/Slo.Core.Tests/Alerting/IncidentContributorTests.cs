using Slo.Testing;
using Xunit;

namespace Slo.Tests.Alerting;

/// <summary>What an incident knows of its cause: when it fires, when it ends, and after a restart.</summary>
public sealed class IncidentContributorTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly string[] Routes = ["GET /", "GET /items", "POST /orders", "GET /users"];

    [Fact]
    public void Incident_ThatFires_HasTheContributorsOfItsAlert_AndThoseOfAllOfItAtItsEnd()
    {
        using World world = new(Quick);
        SloAlertTransition fired = Fire(world.Tracker, world.Registry, world.Time);
        SloIncident open = Assert.Single(world.Registry.Incidents);
        SloContributor first = Assert.Single(open.Contributors);
        Assert.Equal("POST /orders", first.Name);
        Assert.Equal(fired.Attribution!.Contributors[0].BadEvents, first.BadEvents);
        Assert.InRange(first.Exemplars.Count, 1, SloIncident.MostContributors);

        // It goes on, with a second cause.
        for (var i = 0; i < 60; i++)
        {
            Live(world.Tracker, i, orders: 5, users: 20);
            world.Time.Advance(TimeSpan.FromSeconds(1));
            world.Registry.Evaluate();
        }

        Assert.Same(open.Contributors, Assert.Single(world.Registry.Incidents).Contributors);
        Recover(world.Tracker, world.Registry, world.Time);
        SloIncident ended = Assert.Single(world.Registry.Incidents);
        Assert.NotNull(ended.EndedAt);
        Assert.Equal(["GET /users", "POST /orders"], ended.Contributors.Select(one => one.Name).Order(StringComparer.Ordinal));
        Assert.True(ended.Contributors.Single(one => one.Name == "POST /orders").BadEvents > first.BadEvents);
        Assert.Same(ended.Contributors, Assert.Single(world.Registry.Incidents).Contributors);
    }

    // It is not read before its end.
    [Fact]
    public void Incident_ReadAtItsEnd_HasItsContributors()
    {
        using World world = new(Quick);
        Fire(world.Tracker, world.Registry, world.Time);
        Recover(world.Tracker, world.Registry, world.Time);

        SloIncident ended = Assert.Single(world.Registry.Incidents);
        Assert.NotNull(ended.EndedAt);
        Assert.Equal("POST /orders", Assert.Single(ended.Contributors).Name);
    }

    [Fact]
    public void Incident_ThatTheNextProcessContinues_KeepsItsContributors()
    {
        ManualTime time = new();
        SloObjective objective = Definition.Build(Quick);
        using SloRegistry before = new(time);
        Fire(before.Add(objective), before, time);
        var earlier = SloIncident.FromBytes(Assert.Single(before.Incidents).ToBytes());
        IReadOnlyList<SloObjectiveState> states = before.Capture();

        time.Advance(Minute);
        using SloRegistry next = new(time);
        next.Restore(states);
        SloTracker tracker = next.Add(objective);
        next.RestoreLedger([], [earlier]);
        Assert.Equal("POST /orders", Assert.Single(Assert.Single(next.Incidents).Contributors).Name);

        // This process sees another cause, of a part of the incident.
        for (var i = 0; i < 100; i++)
        {
            tracker.Record(new SloEvent(SloOutcome.Bad) { Operation = i % 20 < 17 ? "GET /users" : Routes[i % 3] });
        }

        time.Advance(TimeSpan.FromSeconds(1));
        next.Evaluate();
        Recover(tracker, next, time);
        SloIncident ended = Assert.Single(next.Incidents);
        Assert.NotNull(ended.EndedAt);
        Assert.Equal("GET /users", Assert.Single(tracker.GetContributors(earlier.StartedAt, time.GetUtcNow()).Contributors).Name);
        Assert.Equal("POST /orders", Assert.Single(ended.Contributors).Name);
    }

    // Nothing was known before the restart.
    [Fact]
    public void Incident_WithoutContributors_GetsThoseOfTheNextProcess()
    {
        ManualTime time = new();
        SloObjective objective = Definition.Build(Quick);
        using SloRegistry before = new(time);
        SloTracker first = before.Add(objective);
        first.Record(100, 100);
        time.Advance(Minute);
        before.Evaluate();
        SloIncident earlier = Assert.Single(before.Incidents);
        Assert.Empty(earlier.Contributors);

        using SloRegistry next = new(time);
        next.Restore(before.Capture());
        SloTracker tracker = next.Add(objective);
        next.RestoreLedger([], [earlier]);
        for (var i = 0; i < 100; i++)
        {
            tracker.Record(new SloEvent(SloOutcome.Bad) { Operation = i % 20 < 17 ? "GET /users" : Routes[i % 3] });
        }

        Recover(tracker, next, time);
        Assert.Equal("GET /users", Assert.Single(Assert.Single(next.Incidents).Contributors).Name);
    }

    [Fact]
    public void Incident_OfEventsWithoutProperties_HasNone()
    {
        using World world = new(Quick);
        world.Tracker.Record(100, 100);
        world.After(Minute);

        Assert.Empty(Assert.Single(world.Registry.Incidents).Contributors);
    }

    private static SloAlertTransition Fire(SloTracker tracker, SloRegistry registry, ManualTime time)
    {
        var changes = registry.SubscribeToAlerts(TestContext.Current.CancellationToken);
        for (var i = 0; i < 240; i++)
        {
            Live(tracker, i);
            time.Advance(TimeSpan.FromSeconds(15));
            registry.Evaluate();
        }

        SloAlertTransition? fired;
        for (var i = 0; !changes.TryRead(out fired); i++)
        {
            Live(tracker, i, orders: 20);
            time.Advance(TimeSpan.FromSeconds(1));
            registry.Evaluate();
            Assert.True(i < 1_000);
        }

        return fired;
    }

    private static void Recover(SloTracker tracker, SloRegistry registry, ManualTime time)
    {
        for (var i = 0; registry.Get("x").Status.Alert.Severity is not null; i++)
        {
            tracker.Record(50_000, 0);
            time.Advance(Minute);
            registry.Evaluate();
            Assert.True(i < 100);
        }
    }

    // Failures of all routes alike, and of two of them more.
    private static void Live(SloTracker tracker, int i, int orders = 0, int users = 0)
    {
        tracker.Record(500, 0);
        tracker.Record(new SloEvent(SloOutcome.Bad) { Operation = Routes[i % 4] });
        for (var k = 0; k < orders + users; k++)
        {
            tracker.Record(new SloEvent(SloOutcome.Bad) { Operation = k < orders ? "POST /orders" : "GET /users" });
        }
    }

    private static SloObjectiveBuilder Quick(SloObjectiveBuilder builder) => builder.TargetPercent(99).Rolling(TimeSpan.FromDays(1))
        .BurnRateRule(AlertSeverity.Page, 2, TimeSpan.FromMinutes(5), Minute);
}
