using Microsoft.Extensions.DependencyInjection;
using Slo.Testing;
using Xunit;

namespace Slo.Postgres.Tests;

/// <summary>Error-budget policies in a fleet: the events of all instances decide.</summary>
public sealed class FleetPolicyTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly string[] Names = ["one", "two"];

    [Fact]
    public async Task Level_FollowsTheBudgetOfTheFleet_OnEveryInstance_AndIsNotedOnce()
    {
        var schema = postgres.NewSchema();
        List<FleetHost> hosts = [];
        foreach (var name in Names)
        {
            hosts.Add(await FleetHost.StartAsync(postgres.ConnectionString, schema, name, build: slo => slo.AddPolicy(new()
            {
                Name = "shop",
                Objectives = ["x"],
                Levels = [new() { BudgetBelowRatio = 0.5, Actions = [SloPolicyAction.CloseFeature("extras"), SloPolicyAction.TellOwner] }],
            })));
        }

        // All good events are of the one, all bad ones of the other: alone, its budget would be overspent.
        hosts[0].Tracker.Record(good: 1000, bad: 0);
        await UntilAsync(hosts, new(1000, 0), isOpen: true);
        hosts[1].Tracker.Record(good: 0, bad: 40);
        await UntilAsync(hosts, new(1000, 40), isOpen: true);
        Assert.All(hosts, host => Assert.InRange(host.Policies.Statuses.Single().Value!.Value, 0.5, 1));
        hosts[1].Tracker.Record(good: 0, bad: 40);
        await UntilAsync(hosts, new(1000, 80), isOpen: false);

        // The leader notes it, and tells.
        await Eventually.TrueAsync(() => hosts.Sum(Told) == 1 && hosts.Sum(Noted) == 1, "it is noted and told");
        foreach (FleetHost host in hosts)
        {
            await host.DisposeAsync();
        }

        static int Told(FleetHost host) => host.Told.Count(alert => alert is { Name: "SloErrorBudgetPolicy", Scope: SloScope.Fleet });
        static int Noted(FleetHost host) => host.Registry.Ledger.Entries.Count(entry => entry.Kind == SloLedgerEntryKind.PolicyLevel);
    }

    private static Task UntilAsync(IReadOnlyList<FleetHost> hosts, SloEventCounts counts, bool isOpen) => Eventually.TrueAsync(
        () => hosts.All(host => host.Fleet.Registry.TryGet("x", out _) && host.FleetEvents == counts
            && host.Policies.Statuses is [{ Scope: SloScope.Fleet, Value: not null } status] && status.IsInForce != isOpen
            && host.Policies.IsFeatureOpen("extras") == isOpen),
        $"each instance has {counts} of the fleet, and the feature is open: {isOpen}");
}
