using Slo.Testing;
using Xunit;

namespace Slo.Postgres.Tests.Processes;

/// <summary>Processes under load that are killed, cut off, and have wrong clocks: the fleet has what the clients saw.</summary>
public sealed class FleetProcessTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const int Ok = 200;
    private const int Unavailable = 503;

    [Fact]
    public async Task Counts_OfProcesses_AreWhatTheClientsSaw_WhateverBreaks()
    {
        FleetLoad.Skip();
        await using CuttableProxy proxy = new(postgres.Server.Port);
        var direct = await postgres.NewDatabaseAsync();
        await using FleetProcess ahead = await FleetProcess.StartAsync("ahead", direct, "+5m");
        await using FleetProcess behind = await FleetProcess.StartAsync("behind", direct, "-5m");
        await using FleetProcess far = await FleetProcess.StartAsync("far", On(direct, proxy.Port));
        Assert.InRange(await ahead.ClockAsync(), TimeSpan.FromMinutes(4.9), TimeSpan.FromMinutes(5.1));
        Assert.InRange(await behind.ClockAsync(), TimeSpan.FromMinutes(-5.1), TimeSpan.FromMinutes(-4.9));
        await FleetLoad.ReportAsync(ahead, 3);
        await behind.BreakAsync(1);
        (long Good, long Bad) seen = Sum(default, await FleetLoad.LoadAsync(600, ahead, behind, far));
        Assert.True(seen.Bad == 600, "the broken one failed");
        await ReachAsync(seen, ahead, behind, far);

        // What was counted is published, and stays.
        await behind.KillAsync();
        seen = Sum(seen, await FleetLoad.LoadAsync(400, ahead, far));
        await behind.StartAsync();
        seen = Sum(seen, await FleetLoad.LoadAsync(400, ahead, behind, far));
        await ReachAsync(seen, ahead, behind, far);

        DateTimeOffset cutAt = TimeProvider.System.GetUtcNow();
        proxy.Cut();
        seen = Sum(seen, await FleetLoad.LoadAsync(500, far));
        DateTimeOffset loadedAt = TimeProvider.System.GetUtcNow();
        await Eventually.TrueAsync(
            async () => (await far.FleetAsync()).GetProperty("staleSince").ValueKind != System.Text.Json.JsonValueKind.Null,
            () => "the one that is cut off says so");
        await Eventually.TrueAsync(() => TimeProvider.System.GetUtcNow() > loadedAt.AddSeconds(4), "time goes by");
        proxy.Mend();
        await ReachAsync(seen, ahead, behind, far);
        await ExpectInPlaceAsync(ahead, cutAt, loadedAt, 500);

        Task<HeyReport[]> load = FleetLoad.LoadAsync(900, ahead, behind, far);
        await postgres.Server.CrashAsync();
        await postgres.Server.ResumeAsync();
        seen = Sum(seen, await load);
        await ReachAsync(seen, ahead, behind, far);
    }

    // Late events are where they were counted, and not where they were published.
    private static async Task ExpectInPlaceAsync(FleetProcess process, DateTimeOffset from, DateTimeOffset to, long events)
    {
        List<(DateTimeOffset End, long Events)> seconds = await process.SecondsAsync(from.AddSeconds(-1), to.AddSeconds(10));

        // A slice is longer while a call that was cut off has not returned. What was published late is later still.
        DateTimeOffset last = to.AddSeconds(4);
        Assert.InRange(seconds.Where(second => second.End <= last).Sum(second => second.Events), events, long.MaxValue);
        Assert.Equal(0, seconds.Where(second => second.End > last).Sum(second => second.Events));
    }

    private static (long Good, long Bad) Sum((long Good, long Bad) before, HeyReport[] reports) =>
        (before.Good + reports.Sum(report => report.Count(Ok)), before.Bad + reports.Sum(report => report.Count(Unavailable)));

    private static async Task ReachAsync((long Good, long Bad) events, params FleetProcess[] processes)
    {
        foreach (FleetProcess process in processes)
        {
            (long Good, long Bad) has = default;
            await Eventually.TrueAsync(
                async () => (has = await process.FleetEventsAsync()) == events, () => $"{process.Name} says {events}, and not {has}");
        }
    }

    private static string On(string database, int port) => database + ";" + PostgresServer.ConnectionStringOf(port).Split(';')[1];
}
