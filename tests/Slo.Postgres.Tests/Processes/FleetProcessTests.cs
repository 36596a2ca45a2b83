using System.Globalization;
using Slo.Testing;
using Xunit;

namespace Slo.Postgres.Tests.Processes;

/// <summary>Processes under load that are killed, cut off, and have wrong clocks: the fleet has what the clients saw, and tells it once.</summary>
public sealed class FleetProcessTests(PostgresFixture postgres, ITestOutputHelper output) : IClassFixture<PostgresFixture>
{
    private const int Ok = 200;
    private const int Unavailable = 503;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Counts_OfProcesses_AreWhatTheClientsSaw_WhateverBreaks()
    {
        Skip();
        await using CuttableProxy proxy = new(postgres.Server.Port);
        var direct = await postgres.NewDatabaseAsync();
        await using FleetProcess ahead = await FleetProcess.StartAsync("ahead", direct, "+5m");
        await using FleetProcess behind = await FleetProcess.StartAsync("behind", direct, "-5m");
        await using FleetProcess far = await FleetProcess.StartAsync("far", On(direct, proxy.Port));
        Assert.InRange(await ahead.ClockAsync(), TimeSpan.FromMinutes(4.9), TimeSpan.FromMinutes(5.1));
        Assert.InRange(await behind.ClockAsync(), TimeSpan.FromMinutes(-5.1), TimeSpan.FromMinutes(-4.9));
        await ReportAsync(ahead, 3);
        await behind.BreakAsync(1);
        (long Good, long Bad) seen = Sum(default, await LoadAsync(600, ahead, behind, far));
        Assert.True(seen.Bad == 600, "the broken one failed");
        await ReachAsync(seen, ahead, behind, far);

        // What was counted is published, and stays.
        await behind.KillAsync();
        seen = Sum(seen, await LoadAsync(400, ahead, far));
        await behind.StartAsync();
        seen = Sum(seen, await LoadAsync(400, ahead, behind, far));
        await ReachAsync(seen, ahead, behind, far);

        DateTimeOffset cutAt = TimeProvider.System.GetUtcNow();
        proxy.Cut();
        seen = Sum(seen, await LoadAsync(500, far));
        DateTimeOffset loadedAt = TimeProvider.System.GetUtcNow();
        await Eventually.TrueAsync(
            async () => (await far.FleetAsync()).GetProperty("staleSince").ValueKind != System.Text.Json.JsonValueKind.Null,
            () => "the one that is cut off says so");
        await Eventually.TrueAsync(() => TimeProvider.System.GetUtcNow() > loadedAt.AddSeconds(4), "time goes by");
        proxy.Mend();
        await ReachAsync(seen, ahead, behind, far);
        await ExpectInPlaceAsync(ahead, cutAt, loadedAt, 500);

        Task<HeyReport[]> load = LoadAsync(900, ahead, behind, far);
        await postgres.Server.CrashAsync();
        await postgres.Server.ResumeAsync();
        seen = Sum(seen, await load);
        await ReachAsync(seen, ahead, behind, far);
    }

    [Fact]
    public async Task Alert_OfProcesses_IsToldOnce_ThoughItsLeaderIsKilled()
    {
        Skip();
        await using AlertHook hook = new();
        var direct = await postgres.NewDatabaseAsync();
        await using FleetProcess one = await FleetProcess.StartAsync("one", direct, "+5m", hook.Of("one"));
        await using FleetProcess two = await FleetProcess.StartAsync("two", direct, "-5m", hook.Of("two"));
        await using FleetProcess three = await FleetProcess.StartAsync("three", direct, null, hook.Of("three"));
        FleetProcess[] all = [one, two, three];
        await ReportAsync(one, 3);
        await BreakAsync(1, all);
        Task<HeyReport[]> load = LoadAsync(800, all);
        await Eventually.TrueAsync(() => Told(hook, "firing").Count > 0, "the beginning is told");
        FleetProcess leader = await LeaderAsync(all);
        Assert.Equal([leader.Name], Told(hook, "firing"));

        // The short window is 5 s: without bad events, the one that is to be killed would tell the end.
        FleetProcess[] others = [.. all.Where(process => process != leader)];
        await load;
        load = LoadAsync(2_400, others);

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
        await LoadAsync(400, others);
        await Eventually.TrueAsync(() => Told(hook, "resolved").Count > 0, "the end is told", TimeSpan.FromMinutes(2));
        await leader.StartAsync();
        (long Good, long Bad) before = await next.FleetEventsAsync();
        await LoadAsync(200, all);
        await Eventually.TrueAsync(async () => (await next.FleetEventsAsync()).Good >= before.Good + 600, () => "all go on");

        Assert.Equal([leader.Name], Told(hook, "firing"));
        Assert.Equal([next.Name], Told(hook, "resolved"));
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

    // Some seconds of load on each.
    private static Task<HeyReport[]> LoadAsync(int requests, params FleetProcess[] processes) => Task.WhenAll(processes.Select(process =>
        HeyReport.RunAsync(Cancelled, "-n", requests.ToString(CultureInfo.InvariantCulture), "-c", "4", "-q", "50", process.Buy.ToString())));

    private static (long Good, long Bad) Sum((long Good, long Bad) before, HeyReport[] reports) =>
        (before.Good + reports.Sum(report => report.Count(Ok)), before.Bad + reports.Sum(report => report.Count(Unavailable)));

    private static Task ReportAsync(FleetProcess process, int count) => Eventually.TrueAsync(
        async () => (await process.FleetAsync()).GetProperty("reporting").GetInt32() == count, () => $"{count} report");

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

    private static void Skip()
    {
        Assert.SkipUnless(HeyReport.IsInstalled, "hey is not installed; test.sh installs it");
        Assert.SkipWhen(FleetProcess.MissingReason is not null, FleetProcess.MissingReason ?? "");
    }
}
