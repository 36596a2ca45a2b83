using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Slo.AspNetCore.Tests.Requests;

/// <summary>What is sent is a redirect to an error page; what counts is the error.</summary>
public sealed class StatusCodePagesTests
{
    [Fact]
    public async Task Error_AnsweredWithARedirect_CountsFromTheFirstRequest()
    {
        await using KestrelApp app = await StartAsync();
        Assert.Equal(HttpStatusCode.Found, await app.GetAsync("/fails"));

        Assert.Equal((0, 1, 0), await app.CountsAsync("all"));
    }

    // Whether there are such pages must not depend on requests that never come that far.
    [Fact]
    public async Task Error_AfterRequestsThatDoNotReachThePages_CountsToo()
    {
        await using KestrelApp app = await StartAsync();
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(HttpStatusCode.OK, await app.GetAsync("/probe"));
            Assert.Equal(HttpStatusCode.Found, await app.GetAsync("/fails"));
        }

        Assert.Equal((3, 3, 0), await app.CountsAsync("all"));
    }

    // As UseHttpsRedirection before the pages: routing has matched an endpoint, but the request never comes to them.
    [Fact]
    public async Task Error_AfterARedirectInFrontOfThePages_CountsToo()
    {
        await using KestrelApp app = await KestrelApp.StartAsync(TestObjectives.AllAnd(), app =>
        {
            app.Use((context, next) =>
            {
                if (context.Request.Query.ContainsKey("insecure"))
                {
                    context.Response.Redirect("/fails");
                    return Task.CompletedTask;
                }

                return next(context);
            });
            app.UseStatusCodePagesWithRedirects("/error");
            app.MapGet("/fails", () => Results.StatusCode(500));
        });
        await app.GetAsync("/fails?insecure");
        await app.GetAsync("/fails");

        Assert.Equal((1, 1, 0), await app.CountsAsync("all"));
    }

    [Fact]
    public async Task Redirect_OfTheAppItself_IsGood()
    {
        await using KestrelApp app = await StartAsync();
        Assert.Equal(HttpStatusCode.Found, await app.GetAsync("/moved"));

        Assert.Equal((1, 0, 0), await app.CountsAsync("all"));
    }

    // The first request that reached an endpoint says that there are none; the first redirect of the other part is taken as it is.
    [Fact]
    public async Task Pages_OfAPartOfTheApp_AreFoundByTheirFirstRedirect()
    {
        await using KestrelApp app = await KestrelApp.StartAsync(TestObjectives.AllAnd(), app =>
        {
            app.UseWhen(context => context.Request.Path == "/fails", part => part.UseStatusCodePagesWithRedirects("/error"));
            app.MapGet("/fails", () => Results.StatusCode(500));
            app.MapGet("/works", () => Results.Ok());
        });
        foreach (var path in new[] { "works", "fails", "works", "fails", "fails" })
        {
            await app.GetAsync("/" + path);
        }

        Assert.Equal((3, 2, 0), await app.CountsAsync("all"));
    }

    private static Task<KestrelApp> StartAsync() => KestrelApp.StartAsync(TestObjectives.AllAnd(), app =>
    {
        app.Use((context, next) => context.Request.Path == "/probe" ? Task.CompletedTask : next(context));
        app.UseStatusCodePagesWithRedirects("/error");
        app.MapGet("/fails", () => Results.StatusCode(500));
        app.MapGet("/moved", () => Results.Redirect("/fails"));
    });
}
