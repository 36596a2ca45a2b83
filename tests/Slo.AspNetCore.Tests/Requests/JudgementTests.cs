using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Slo.AspNetCore.Tests.Requests;

public sealed class JudgementTests
{
    [Fact]
    public async Task Handler_ThatSaysSo_WinsOverStatusExceptionAndLatency()
    {
        KestrelApp? running = null;
        await using KestrelApp app = running = await KestrelApp.StartAsync(
            options => options.AddHttp("fast", http => http.Judge(_ => SloOutcome.Ignored), fasterThan: TimeSpan.FromMilliseconds(300)),
            app =>
            {
                app.MapGet("/good", (HttpContext context) =>
                {
                    running!.Time.Advance(TimeSpan.FromHours(1));
                    context.GetSloRequest()!.MarkBad("at first");
                    context.GetSloRequest()!.MarkGood();
                    return Results.StatusCode(500);
                });
                app.MapGet("/bad", (HttpContext context) =>
                {
                    context.GetSloRequest()!.MarkBad("sold_out");
                    Assert.Equal((SloOutcome.Bad, "sold_out"), (context.GetSloRequest()!.Outcome, context.GetSloRequest()!.BadReason));
                });
                app.MapGet("/ignored", string (HttpContext context) =>
                {
                    context.GetSloRequest()!.MarkIgnored();
                    throw new InvalidOperationException();
                });
            });
        Assert.Equal(HttpStatusCode.InternalServerError, await app.GetAsync("/good"));
        Assert.Equal((1, 0, 0), await app.CountsAsync("fast"));
        Assert.Equal(HttpStatusCode.OK, await app.GetAsync("/bad"));
        Assert.Equal((1, 1, 0), await app.CountsAsync("fast"));
        Assert.Equal(HttpStatusCode.InternalServerError, await app.GetAsync("/ignored"));
        Assert.Equal((1, 1, 1), await app.CountsAsync("fast"));
    }

    [Fact]
    public async Task Judge_OfARequestFarBelowTheThreshold_IsToldItsDuration()
    {
        List<TimeSpan> told = [];
        KestrelApp? running = null;
        await using KestrelApp app = running = await KestrelApp.StartAsync(
            options =>
            {
                options.AddHttp("plain", _ => { }, fasterThan: TimeSpan.FromMilliseconds(300));
                options.AddHttp("judged", http => http.Judge(request => Note(request.Elapsed)), fasterThan: TimeSpan.FromHours(1));
            },
            app => app.MapGet("/fast", () => running!.Time.Advance(TimeSpan.FromMilliseconds(7))));
        await app.GetAsync("/fast");
        Assert.Equal((1, 0, 0), await app.CountsAsync("judged"));

        Assert.Equal([TimeSpan.FromMilliseconds(7)], told);

        SloOutcome? Note(TimeSpan elapsed)
        {
            told.Add(elapsed);
            return null;
        }
    }

    [Fact]
    public async Task Verdict_OfOneRequest_IsNotLeftToTheNext()
    {
        await using KestrelApp app = await KestrelApp.StartAsync(TestObjectives.AllAnd(), app =>
        {
            app.MapGet("/bad", (HttpContext context) => context.GetSloRequest()!.MarkBad("once"));
            app.MapGet("/plain", () => "ok");
        });
        for (var i = 0; i < 20; i++)
        {
            await app.GetAsync("/bad");
            await app.GetAsync("/plain");
        }

        Assert.Equal((20, 20, 0), await app.CountsAsync("all"));
    }

    [Fact]
    public async Task Judge_OfTheApp_DecidesOrLeavesItToTheStatus()
    {
        await using KestrelApp app = await KestrelApp.StartAsync(
            options => options.AddHttp("judged", http => http.Judge(request =>
                request.Exception is not null ? SloOutcome.Ignored : request.StatusCode == 404 ? SloOutcome.Bad : null)),
            app =>
            {
                app.MapGet("/ok", () => "ok");
                app.MapGet("/boom", string () => throw new InvalidOperationException());
            });
        await app.GetAsync("/ok");
        await app.GetAsync("/nowhere");
        await app.GetAsync("/boom");

        Assert.Equal((1, 1, 1), await app.CountsAsync("judged"));
    }

    // Called under a lock that a change wants, the judge would wait for ever for the other thread.
    [Fact]
    public async Task Judge_ThatWaitsForAThreadThatReplaces_StopsNothing()
    {
        KestrelApp? running = null;
        await using KestrelApp app = running = await KestrelApp.StartAsync(
            options => options.AddHttp("judged", http => http.Judge(_ =>
            {
                SloRegistry registry = running!.Registry;
                return Task.Run(() => registry.Replace([.. registry.Trackers.Select(tracker => tracker.Objective)])).Wait(TimeSpan.FromSeconds(30)) ? SloOutcome.Bad : null;
            })),
            app => app.MapGet("/ok", () => "ok"));
        Assert.Equal(HttpStatusCode.OK, await app.GetAsync("/ok"));

        Assert.Equal((0, 1, 0), await app.CountsAsync("judged"));
    }

    [Fact]
    public async Task Judge_ThatThrows_FailsNoRequestAndIsLoggedOnceAMinute()
    {
        await using KestrelApp app = await KestrelApp.StartAsync(
            options => options.AddHttp("judged", http => http.Judge(_ => throw new InvalidOperationException("judge"))),
            app => app.MapGet("/{status}", (int status) => Results.StatusCode(status)));
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(HttpStatusCode.OK, await app.GetAsync("/200"));
            Assert.Equal(HttpStatusCode.ServiceUnavailable, await app.GetAsync("/503"));
        }

        Assert.Equal((5, 5, 0), await app.CountsAsync("judged"));
        app.Time.Advance(TimeSpan.FromMinutes(1));
        await app.GetAsync("/200");

        Assert.Equal((6, 5, 0), await app.CountsAsync("judged"));
        await app.LoggedAsync();
        Assert.Equal(
            [
                "The app's own code for outcomes or groups of objective 'judged' threw; the request was counted without it (0 earlier failures not logged)",
                "The app's own code for outcomes or groups of objective 'judged' threw; the request was counted without it (9 earlier failures not logged)",
            ],
            app.Log.Messages(103));
    }
}
