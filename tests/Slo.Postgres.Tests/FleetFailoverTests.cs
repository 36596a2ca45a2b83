using Npgsql;
using Slo.Testing;
using Xunit;

namespace Slo.Postgres.Tests;

/// <summary>
/// A standby that takes over without the last commits of the server before it: every instance reads again what the new one has, and goes on with it.
/// </summary>
public sealed class FleetFailoverTests
{
    [Fact]
    public async Task Failover_ThatLosesCommits_LeavesOneTruth()
    {
        Assert.SkipWhen(PostgresServer.MissingReason is not null, PostgresServer.MissingReason ?? "");
        await using PostgresServer primary = await PostgresServer.StartAsync();
        await using CuttableProxy proxy = new(primary.Port);
        var address = PostgresServer.ConnectionStringOf(proxy.Port);
        await using FleetHost one = await FleetHost.StartAsync(address, "slo", "one");
        await using FleetHost two = await FleetHost.StartAsync(address, "slo", "two");
        one.Tracker.Record(good: 100, bad: 1);
        await ReachesAsync(two, new(100, 1));
        await using PostgresServer standby = await primary.StartStandbyAsync();
        await Eventually.TrueAsync(async () => await CountsAsync(standby) == 101, () => "the standby has it");

        // What comes now the standby does not get: other objectives, more rows, greater numbers.
        await standby.CrashAsync();
        one.Registry.Add(new SloObjectiveBuilder("lost").TargetPercent(90).Build()).Record(good: 7, bad: 0);
        for (var i = 0; i < 3; i++)
        {
            one.Tracker.Record(good: 1000, bad: 0);
            await ReachesAsync(two, new(100 + (1000 * (i + 1)), 1));
        }

        proxy.Cut();
        await primary.CrashAsync();
        await standby.ResumeAsync();
        await standby.PromoteAsync();
        two.Registry.Add(new SloObjectiveBuilder("late").TargetPercent(90).Build()).Record(good: 5, bad: 0);
        two.Tracker.Record(good: 10, bad: 2);
        proxy.Redirect(standby.Port);
        proxy.Mend();

        await ReachesAsync(one, new(110, 3));
        await ReachesAsync(two, new(110, 3));
        await using FleetHost three = await FleetHost.StartAsync(address, "slo", "three");
        await ReachesAsync(three, new(110, 3));
        await Eventually.TrueAsync(() => Late(two) == new SloEventCounts(5, 0), "numbers of objectives are those of the new server");
    }

    private static SloEventCounts Late(FleetHost host) => host.Fleet.Registry.TryGet("late", out SloTracker? tracker) ? tracker.Status.Events : default;

    private static async Task<long> CountsAsync(PostgresServer server)
    {
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(server.ConnectionString);
        await using NpgsqlCommand command = source.CreateCommand("SELECT coalesce(sum(g + b), 0)::bigint FROM slo.counts, unnest(good, bad) AS e (g, b)");
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static Task ReachesAsync(FleetHost host, SloEventCounts events) => Eventually.TrueAsync(
        () => Task.FromResult(host.FleetEvents == events), () => $"the fleet has {events}, and not {host.FleetEvents}");
}
