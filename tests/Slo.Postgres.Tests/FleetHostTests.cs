using Slo.Testing;
using Xunit;

namespace Slo.Postgres.Tests;

/// <summary>Hosts that share a database: every event is in the fleet once, and every alert is told once.</summary>
public sealed class FleetHostTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private string ConnectionString => postgres.Server.ConnectionString;

    [Fact]
    public async Task Events_OfAllHosts_AreCountedOnce_WhateverBreaks()
    {
        var schema = postgres.NewSchema();
        await using CuttableProxy proxy = new(postgres.Server.Port);
        await using FleetHost one = await FleetHost.StartAsync(ConnectionString, schema, "one");
        await using FleetHost two = await FleetHost.StartAsync(PostgresServer.ConnectionStringOf(proxy.Port), schema, "two");
        FleetHost three = await FleetHost.StartAsync(ConnectionString, schema, "three");
        SloEventCounts recorded = default;
        for (var round = 0; round < 60; round++)
        {
            foreach (FleetHost host in (FleetHost[])(round < 40 ? [one, two, three] : [one, two]))
            {
                host.Tracker.Record(good: 90 + round, bad: 1);
                recorded += new SloEventCounts(90 + round, 1);
            }

            switch (round)
            {
                case 10:
                    await ReachesAsync(one, recorded);
                    proxy.Cut();
                    break;
                case 25:
                    await Eventually.TrueAsync(() => two.Fleet.StaleSince is not null, "the one that is cut off says so");
                    proxy.Mend();
                    break;
                case 30:
                    await postgres.Server.CrashAsync();
                    break;
                case 35:
                    await postgres.Server.ResumeAsync();
                    break;
                case 40:
                    // Stopped, not killed: what it counted is published before it ends.
                    await three.DisposeAsync();
                    break;
            }
        }

        await ReachesAsync(one, recorded);
        await ReachesAsync(two, recorded);
        await using FleetHost four = await FleetHost.StartAsync(ConnectionString, schema, "four");
        await ReachesAsync(four, recorded);
        Assert.Null(two.Fleet.StaleSince);
        Assert.Equal(SloScope.Fleet, one.Fleet.Registry.Scope);
    }

    [Fact]
    public async Task Alert_IsToldOnce_ThoughTheLeaderGoes()
    {
        var schema = postgres.NewSchema();
        await using FleetHost one = await FleetHost.StartAsync(ConnectionString, schema, "one");
        await Eventually.TrueAsync(() => one.Fleet.IsLeading, "the first one leads");
        await using FleetHost two = await FleetHost.StartAsync(ConnectionString, schema, "two");
        two.Tracker.Record(good: 0, bad: 1000);
        await Eventually.TrueAsync(() => one.Told.Count > 0, "the leader tells");
        await Eventually.TrueAsync(() => two.Fleet.Registry.Get("x").Status.Alert.Severity is not null, "the other one sees it too");

        await one.StopAsync();
        await Eventually.TrueAsync(() => two.Fleet.IsLeading, "the other one leads");
        two.Tracker.Record(good: 1_000_000, bad: 0);
        await Eventually.TrueAsync(() => two.Told.Count > 0, "the new leader tells the end", TimeSpan.FromMinutes(8));

        SloAlertTransition fired = Assert.Single(one.Told);
        SloAlertTransition resolved = Assert.Single(two.Told);
        Assert.Equal((SloAlertTransitionKind.Fired, SloScope.Fleet), (fired.Kind, fired.Scope));
        Assert.Equal(SloAlertTransitionKind.Resolved, resolved.Kind);
        Assert.Equal((fired.Fingerprint, fired.StartedAt), (resolved.Fingerprint, resolved.StartedAt));
    }

    [Fact]
    public async Task Alert_WithoutAQuorum_DoesNotBegin()
    {
        var schema = postgres.NewSchema();
        await using FleetHost one = await FleetHost.StartAsync(ConnectionString, schema, "one", options => options.MinimumInstances = 2);
        one.Tracker.Record(good: 0, bad: 1000);
        await Eventually.TrueAsync(() => one.Fleet.Registry.Get("x").Status.Alert.Severity is not null && one.Fleet.IsLeading, "the alert fires");
        Assert.True(one.Fleet.IsPartial);
        Assert.Empty(one.Told);

        await using FleetHost two = await FleetHost.StartAsync(ConnectionString, schema, "two", options => options.MinimumInstances = 2);

        await Eventually.TrueAsync(() => one.Told.Count == 1, "with two of them it begins");
        Assert.False(one.Fleet.IsPartial);
        Assert.Empty(two.Told);
    }

    [Fact]
    public async Task Decisions_OfOneHost_HoldForAll()
    {
        var schema = postgres.NewSchema();
        await using FleetHost one = await FleetHost.StartAsync(ConnectionString, schema, "one");
        await using FleetHost two = await FleetHost.StartAsync(ConnectionString, schema, "two");
        DateTimeOffset now = TimeProvider.System.GetUtcNow();

        SloExclusion exclusion = one.Registry.Exclude(new() { When = SloSchedule.Once(now.AddMinutes(-1), now.AddHours(1)), Owner = "ann", Reason = "it's the yearly test" });
        SloTargetOverride change = two.Registry.OverrideTarget(new() { Objective = "x", TargetRatio = 0.5m, From = now, To = now.AddHours(2) });
        foreach (SloRegistry registry in (SloRegistry[])[one.Registry, two.Registry, one.Fleet.Registry, two.Fleet.Registry])
        {
            await Eventually.TrueAsync(() => registry.Exclusions.Count == 1 && registry.TargetOverrides.Count == 1, "both hold everywhere");
            Assert.Equal((exclusion.Id, "ann"), (registry.Exclusions[0].Id, registry.Exclusions[0].Owner));
            Assert.Equal((change.Id, 0.5m), (registry.TargetOverrides[0].Id, registry.TargetOverrides[0].TargetRatio));
        }

        Assert.True(two.Registry.RemoveExclusion(exclusion.Id!));
        Assert.True(one.Registry.EndTargetOverride(change.Id!));

        await Eventually.TrueAsync(
            () => one.Fleet.Registry.Exclusions.Count == 0 && one.Registry.Exclusions.Count == 0
                && two.Registry.TargetOverrides.All(ended => ended.To <= TimeProvider.System.GetUtcNow()),
            "both are taken back everywhere");
        var version = await postgres.QueryAsync<long>($"SELECT sum(version)::bigint FROM {schema}.decision");
        one.Tracker.Record(good: 1, bad: 0);
        await Eventually.TrueAsync(() => two.Fleet.Registry.Get("x").Total.Total == 1, "some reports later");
        Assert.Equal(version, await postgres.QueryAsync<long>($"SELECT sum(version)::bigint FROM {schema}.decision"));
    }

    [Fact]
    public async Task Alert_OfAGroup_IsDeliveredByItsInstance()
    {
        await using FleetHost one = await FleetHost.StartAsync(ConnectionString, postgres.NewSchema(), "one");
        one.Registry.Get("grouped").Record(good: false, "tenant-7");
        one.Registry.Get("grouped").Record(good: 1_000_000, bad: 0);

        await Eventually.TrueAsync(() => one.Told.Count > 0, "the alert of the group is delivered");

        Assert.Equal(("tenant-7", SloScope.Instance), (one.Told[0].Group, one.Told[0].Scope));
    }

    [Fact]
    public async Task Instance_ThatIsWorseThanTheRest_IsFound()
    {
        var schema = postgres.NewSchema();
        await using FleetHost one = await FleetHost.StartAsync(ConnectionString, schema, "one");
        await using FleetHost two = await FleetHost.StartAsync(ConnectionString, schema, "two");
        Assert.Equal(SloOutlierVerdict.Inconclusive, one.Fleet.Compare("x").Verdict);

        one.Tracker.Record(good: 900, bad: 100);
        two.Tracker.Record(good: 9990, bad: 10);
        await ReachesAsync(one, new(10_890, 110));
        await ReachesAsync(two, new(10_890, 110));

        SloOutlier worse = one.Fleet.Compare("x");
        Assert.Equal((SloOutlierVerdict.Worse, new(900, 100), new(9990, 10)), (worse.Verdict, worse.Own, worse.Others));
        Assert.Equal(SloOutlierVerdict.LikeTheOthers, two.Fleet.Compare("x").Verdict);
    }

    private static Task ReachesAsync(FleetHost host, SloEventCounts events) => Eventually.TrueAsync(
        () => Task.FromResult(host.FleetEvents == events), () => $"the fleet has {events}, and not {host.FleetEvents}");
}
