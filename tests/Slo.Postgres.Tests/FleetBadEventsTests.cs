using Slo.Testing;
using Xunit;

namespace Slo.Postgres.Tests;

/// <summary>Alerts of a fleet are explained by what all instances keep of their bad events.</summary>
public sealed class FleetBadEventsTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    // Each instance has half of the bad events, and one of them tells.
    [Fact]
    public async Task Alert_NamesTheCauseThatAllInstancesShare_AndTheInstanceThatHasAnother()
    {
        var schema = postgres.NewSchema();
        await using FleetHost one = await FleetHost.StartAsync(postgres.Server.ConnectionString, schema, "one");
        await using FleetHost two = await FleetHost.StartAsync(postgres.Server.ConnectionString, schema, "two");
        await Eventually.TrueAsync(() => one.Fleet.Members.Reporting == 2 && two.Fleet.Members.Reporting == 2, "both take part");
        for (var i = 0; i < 1_000; i++)
        {
            one.Tracker.Record(new SloEvent(i % 2 == 0 ? SloOutcome.Good : SloOutcome.Bad) { Reason = i % 2 == 0 ? null : "broken disk" });
            two.Tracker.Record(new SloEvent(SloOutcome.Good));
        }

        await Eventually.TrueAsync(() => one.Told.Count + two.Told.Count == 1, "the leader tells");

        // It fired at once: whether all had published before it was told depends on how busy the machine is.
        FleetHost leader = one.Told.Count > 0 ? one : two;
        await Eventually.TrueAsync(
            async () => await leader.Fleet.TryReadBadEventsAsync("x", Cancelled) && leader.Told[0].Attribution is not null, () => "it is explained");
        SloAttribution told = leader.Told[0].Attribution!;
        Assert.Equal("broken disk, one", Assert.Single(told.Contributors).Name);
        Assert.Equal(500, told.BadEvents);

        // Each instance that is asked has them.
        foreach (FleetHost host in (FleetHost[])[one, two])
        {
            await Eventually.TrueAsync(() => host.Fleet.Registry.Get("x").Status.Alert.Severity is not null, "each one sees it");
            await Eventually.TrueAsync(
                async () => await host.Fleet.TryReadBadEventsAsync("X", Cancelled) && host.Fleet.Registry.Get("x").GetAlertContributors() is not null,
                () => "it knows");
            Assert.Equal("broken disk, one", Assert.Single(host.Fleet.Registry.Get("x").GetAlertContributors()!.Contributors).Name);
            SloHistoryPage<SloIncident> incidents = await host.Fleet.Ledger.ReadAsync(new SloIncidentQuery(), Cancelled);
            Assert.Equal("broken disk, one", Assert.Single(Assert.Single(incidents.Items).Contributors).Name);
        }

        Assert.False(await one.Fleet.TryReadBadEventsAsync("no such one", Cancelled));
    }

    [Fact]
    public async Task FleetWithoutTrouble_PublishesNothing()
    {
        var schema = postgres.NewSchema();
        await using FleetHost one = await FleetHost.StartAsync(postgres.Server.ConnectionString, schema, "one");
        for (var i = 0; i < 1_000; i++)
        {
            // The first is good: the fleet may be evaluated after any of them, and one bad event of one is near an alert.
            one.Tracker.Record(new SloEvent(i % 100 == 99 ? SloOutcome.Bad : SloOutcome.Good) { Reason = "500" });
        }

        await Eventually.TrueAsync(() => one.FleetEvents.Total == 1_000, "they are counted");
        DateTimeOffset? until = one.Fleet.Registry.Get("x").FedUntil;
        await Eventually.TrueAsync(() => one.Fleet.Registry.Get("x").FedUntil >= until + TimeSpan.FromSeconds(4), "time passes");

        Assert.Equal(0, await postgres.QueryAsync<long>($"SELECT count(*) FROM {schema}.bad_events"));
    }

    [Fact]
    public async Task Rows_AreReplacedByTheirProcess_KeptForADay_AndReadByTheirMeaning()
    {
        var schema = postgres.NewSchema();
        await using PostgresFleetStore store = postgres.Store(schema);
        SloFleetBadEvents first = Published("x", bad: 1);
        await store.WriteBadEventsAsync([first, Published("other", bad: 7)], Cancelled);
        await store.WriteBadEventsAsync([first with { Events = Published("x", bad: 2).Events }], Cancelled);
        await store.WriteBadEventsAsync([Published("X", bad: 4), Published("x", bad: 8) with { CountingKey = "another" }], Cancelled);
        await store.WriteBadEventsAsync([Published("x", bad: 16) with { Set = "admin" }], Cancelled);

        Assert.Equal([2, 4], (await store.ReadBadEventsAsync("", "x", first.CountingKey, Cancelled)).Select(one => one.Count).Order());

        await postgres.ExecuteAsync(
            $"UPDATE {schema}.bad_events SET seen_at = clock_timestamp() - interval '25 hours' WHERE process = '{first.Process}'");
        Assert.Equal(4, Assert.Single(await store.ReadBadEventsAsync("", "x", first.CountingKey, Cancelled)).Count);
        await store.WriteBadEventsAsync([Published("another", bad: 1)], Cancelled);
        Assert.Equal(0, await postgres.QueryAsync<long>($"SELECT count(*) FROM {schema}.bad_events WHERE process = '{first.Process}'"));
    }

    [Fact]
    public async Task Row_ThatCannotBeRead_IsLeftOut()
    {
        var schema = postgres.NewSchema();
        await using PostgresFleetStore store = postgres.Store(schema);
        SloFleetBadEvents good = Published("x", bad: 3);
        await store.WriteBadEventsAsync([good, Published("x", bad: 1), Published("x", bad: 1)], Cancelled);
        await postgres.ExecuteAsync($@"UPDATE {schema}.bad_events SET data = '\x02' || substr(data, 2) WHERE process <> '{good.Process}'");
        Assert.Equal(3, Assert.Single(await store.ReadBadEventsAsync("", "x", good.CountingKey, Cancelled)).Count);
        await postgres.ExecuteAsync($"UPDATE {schema}.bad_events SET data = substr(data, 1, 40) WHERE process <> '{good.Process}'");
        Assert.Equal(3, Assert.Single(await store.ReadBadEventsAsync("", "x", good.CountingKey, Cancelled)).Count);
        await postgres.ExecuteAsync($"UPDATE {schema}.bad_events SET data = decode(repeat('00', 300000), 'hex') WHERE process <> '{good.Process}'");
        Assert.Equal(3, Assert.Single(await store.ReadBadEventsAsync("", "x", good.CountingKey, Cancelled)).Count);
    }

    private static SloFleetBadEvents Published(string objective, int bad)
    {
        using SloRegistry registry = new(new ManualTime());
        SloTracker tracker = registry.Add(new SloObjectiveBuilder(objective).TargetPercent(90).Build());
        for (var i = 0; i < bad; i++)
        {
            tracker.Record(new SloEvent(SloOutcome.Bad) { Reason = "500" });
        }

        return new("", objective, "key", Guid.NewGuid(), tracker.CaptureBadEvents("a"));
    }
}
