using System.Globalization;
using Slo.Testing;
using Xunit;

namespace Slo.Postgres.Tests.Processes;

/// <summary>Processes under load, of which the leader is killed while an alert fires: the fleet tells it once.</summary>
public sealed class FleetAlertProcessTests(PostgresFixture postgres, ITestOutputHelper output) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task Alert_OfProcesses_IsToldOnce_ThoughItsLeaderIsKilled()
    {
        FleetLoad.Skip();
        await using AlertHook hook = new();
        var direct = await postgres.NewDatabaseAsync();
        await using FleetProcess one = await FleetProcess.StartAsync("one", direct, "+5m", hook.Of("one"));
        await using FleetProcess two = await FleetProcess.StartAsync("two", direct, "-5m", hook.Of("two"));
        await using FleetProcess three = await FleetProcess.StartAsync("three", direct, null, hook.Of("three"));
        FleetProcess[] all = [one, two, three];
        await FleetLoad.ReportAsync(one, 3);
        await BreakAsync(1, all);
        Task<HeyReport[]> load = FleetLoad.LoadAsync(800, all);
        await Eventually.TrueAsync(() => Told(hook, "firing").Count > 0, "the beginning is told");
        FleetProcess leader = await LeaderAsync(all);
        Assert.Equal([leader.Name], Told(hook, "firing"));

        // The short window is 5 s: without bad events, the one that is to be killed would tell the end.
        FleetProcess[] others = [.. all.Where(process => process != leader)];
        await load;
        load = FleetLoad.LoadAsync(2_400, others);

        // Killed before it noted whom it told, the next one would tell it again.
        await Eventually.TrueAsync(
            async () => await postgres.QueryAsync<long>("SELECT count(*) FROM slo.alert WHERE 'hook' = ANY (told_to)", direct) == 1,
            () => "the leader notes that the webhook was told");
        await leader.KillAsync();
        var killed = TimeProvider.System.GetTimestamp();
        FleetProcess next = await LeaderAsync(others);
        TimeSpan handOver = TimeProvider.System.GetElapsedTime(killed);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"hand-over: {handOver.TotalSeconds:0.00} s at an interval of 1 s"));
        await load;
        Assert.Empty(Told(hook, "resolved"));
        await BreakAsync(0, others);
        await FleetLoad.LoadAsync(400, others);
        await Eventually.TrueAsync(() => Told(hook, "resolved").Count > 0, "the end is told", TimeSpan.FromMinutes(2));
        await leader.StartAsync();
        (long Good, long Bad) before = await next.FleetEventsAsync();
        await FleetLoad.LoadAsync(200, all);
        await Eventually.TrueAsync(async () => (await next.FleetEventsAsync()).Good >= before.Good + 600, () => "all go on");

        Assert.Equal([leader.Name], Told(hook, "firing"));
        Assert.Equal([next.Name], Told(hook, "resolved"));
    }

    private static async Task<FleetProcess> LeaderAsync(FleetProcess[] processes)
    {
        FleetProcess? leader = null;
        await Eventually.TrueAsync(
            async () =>
            {
                foreach (FleetProcess process in processes)
                {
                    leader ??= await process.IsLeadingAsync() ? process : null;
                }

                return leader is not null;
            },
            () => "one leads");
        return leader!;
    }

    private static List<string> Told(AlertHook hook, string status) =>
        [.. hook.Received.Where(told => told.Status == status && told.Objective == FleetProcess.Objective).Select(told => told.Instance)];

    private static async Task BreakAsync(int errorShare, params FleetProcess[] processes)
    {
        foreach (FleetProcess process in processes)
        {
            await process.BreakAsync(errorShare);
        }
    }
}
