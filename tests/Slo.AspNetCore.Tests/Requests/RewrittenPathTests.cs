using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Rewrite;
using Xunit;

namespace Slo.AspNetCore.Tests.Requests;

/// <summary>A path that is rewritten before routing leads to the request's own endpoint; one that is set to show an error does not.</summary>
public sealed class RewrittenPathTests
{
    [Fact]
    public async Task Path_RewrittenBeforeRouting_CountsForTheEndpointItLedTo()
    {
        await using KestrelApp app = await KestrelApp.StartAsync(TestObjectives.AllAnd(("orders", "/orders/{id}")), app =>
        {
            app.UseRewriter(new RewriteOptions().AddRewrite("^shop/(.*)$", "orders/$1", skipRemainingRules: true));
            app.UseRouting();
            app.MapGet("/orders/{id}", (int id) => Results.StatusCode(id));
        });
        Assert.Equal(HttpStatusCode.OK, await app.GetAsync("/shop/200"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await app.GetAsync("/shop/503"));

        Assert.Equal((1, 1, 0), await app.CountsAsync("orders"));
        Assert.Equal((1, 1, 0), await app.CountsAsync("all"));
    }

    [Fact]
    public async Task PathBase_ToldByTheProxy_CountsForTheEndpoint()
    {
        await using KestrelApp app = await KestrelApp.StartAsync(TestObjectives.AllAnd(("orders", "/orders")), app =>
        {
            app.UseForwardedHeaders(new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedPrefix });
            app.UseRouting();
            app.MapGet("/orders", () => "ok");
        });
        app.Client.DefaultRequestHeaders.Add("X-Forwarded-Prefix", "/shop");
        Assert.Equal(HttpStatusCode.OK, await app.GetAsync("/orders"));

        Assert.Equal((1, 0, 0), await app.CountsAsync("orders"));
    }

    [Fact]
    public async Task Path_SetByTheAppToShowAnError_IsNotTheRequestsOwn()
    {
        await using KestrelApp app = await KestrelApp.StartAsync(TestObjectives.AllAnd(("missing", "/missing")), app =>
        {
            app.Use(async (context, next) =>
            {
                await next(context);
                if (context.Response.StatusCode == StatusCodes.Status404NotFound && context.GetEndpoint() is null)
                {
                    context.Request.Path = "/missing";
                    await next(context);
                }
            });
            app.UseRouting();
            app.MapGet("/missing", () => "nothing here");
        });
        Assert.Equal(HttpStatusCode.NotFound, await app.GetAsync("/nowhere"));

        Assert.Equal((0, 0, 0), await app.CountsAsync("missing"));
        Assert.Equal((1, 0, 0), await app.CountsAsync("all"));
    }
}
