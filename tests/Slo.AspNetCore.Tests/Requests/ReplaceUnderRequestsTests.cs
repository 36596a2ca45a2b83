using Microsoft.AspNetCore.Builder;
using Xunit;

namespace Slo.AspNetCore.Tests.Requests;

public sealed class ReplaceUnderRequestsTests
{
    // The middleware holds the trackers that it found. Where one is closed while requests end, what is recorded there must go on to the
    // successor: without that, requests after the last replacement are missing for ever.
    [Fact]
    public async Task Objective_StartedOverUnderRequests_CountsEveryLaterRequest()
    {
        await using KestrelApp app = await KestrelApp.StartAsync(_ => { }, app => app.MapGet("/ok", () => "ok"));
        app.Registry.Add(Objective(days: 30));
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        Task[] clients = [.. Enumerable.Range(0, 4).Select(_ => RequestUntilAsync(app, stop.Token))];
        for (var i = 0; i < 40; i++)
        {
            app.Registry.Replace([Objective(days: i % 2 == 0 ? 7 : 30)]);
            await app.GetAsync("/ok");
        }

        await stop.CancelAsync();
        await Task.WhenAll(clients);
        (long good, _, _) = await app.CountsAsync("held");
        for (var i = 0; i < 20; i++)
        {
            await app.GetAsync("/ok");
        }

        Assert.Equal((good + 20, 0, 0), await app.CountsAsync("held"));
    }

    // Only the target changes: the counts go on, and not one request may be missing or counted twice.
    [Fact]
    public async Task Objective_RedefinedUnderRequests_CountsEachRequestOnce()
    {
        await using KestrelApp app = await KestrelApp.StartAsync(_ => { }, app => app.MapGet("/ok", () => "ok"));
        app.Registry.Add(Objective(days: 30));
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        Task<int>[] clients = [.. Enumerable.Range(0, 4).Select(_ => RequestUntilAsync(app, stop.Token))];
        for (var i = 0; i < 40; i++)
        {
            app.Registry.Replace([Objective(days: 30, percent: 90 + (i % 9))]);
            await app.GetAsync("/ok");
        }

        await stop.CancelAsync();
        var sent = 40 + (await Task.WhenAll(clients)).Sum();
        Assert.Equal((sent, 0, 0), await app.CountsAsync("held"));
    }

    private static async Task<int> RequestUntilAsync(KestrelApp app, CancellationToken stop)
    {
        var sent = 0;
        while (!stop.IsCancellationRequested)
        {
            await app.GetAsync("/ok");
            sent++;
        }

        return sent;
    }

    private static SloObjective Objective(int days, int percent = 99) =>
        new SloObjectiveBuilder("held").TargetPercent(percent).Rolling(TimeSpan.FromDays(days)).HttpServer().Build();
}
