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

    private static Task ReachesAsync(FleetHost host, SloEventCounts events) => Eventually.TrueAsync(
        () => Task.FromResult(host.FleetEvents == events), () => $"the fleet has {events}, and not {host.FleetEvents}");
}
