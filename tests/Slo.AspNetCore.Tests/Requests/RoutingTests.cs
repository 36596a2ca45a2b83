using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Constraints;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Slo.AspNetCore.Tests.Requests;

public sealed class RoutingTests
{
    [Theory]
    [InlineData("/orders/{id:int}", "/orders/{id}", "/orders/7")]
    [InlineData("/orders/{id:int}", "/orders/{id:int}", "/orders/7")]
    [InlineData("/orders/{id:int}", "Orders/{ID}/", "/orders/7")]
    [InlineData("/orders/{id?}", "/orders/{id}", "/orders")]
    [InlineData("/orders/{id=1}", "/orders/{id}", "/orders")]
    [InlineData("/files/{**path}", "/files/{path}", "/files/a/b/c")]
    [InlineData("/files/{**path}", "/files/{**path}", "/files/a/b/c")]
    [InlineData("/{a}-{b}.{c}", "/{a}-{b}.{c}", "/x-y.z")]
    [InlineData("/", "/", "/")]
    [InlineData("/{name:regex(^[a-z]{{2}}$)}", "/{name}", "/ab")]
    public async Task Route_DeclaredByItsShape_TakesTheRequest(string mapped, string declared, string path)
    {
        await using KestrelApp app = await KestrelApp.StartAsync(
            TestObjectives.AllAnd(("route", declared)),
            app => app.MapGet(mapped, () => "ok"),
            builder => builder.Services.Configure<RouteOptions>(
                options => options.SetParameterPolicy<RegexInlineRouteConstraint>("regex")));

        Assert.Equal(HttpStatusCode.OK, await app.GetAsync(path));
        Assert.Equal((1, 0, 0), await app.CountsAsync("route"));
    }

    [Theory]
    [InlineData("/orders/{key}")]
    [InlineData("/orders")]
    [InlineData("/orders/{id}/lines")]
    [InlineData("/orders/7")]
    public async Task Route_OfAnotherShape_DoesNotTakeTheRequest(string declared)
    {
        await using KestrelApp app = await KestrelApp.StartAsync(
            TestObjectives.AllAnd(("route", declared)), app => app.MapGet("/orders/{id:int}", (int id) => id));

        Assert.Equal(HttpStatusCode.OK, await app.GetAsync("/orders/7"));
        Assert.Equal((0, 0, 0), await app.CountsAsync("route"));
        Assert.Equal((1, 0, 0), await app.CountsAsync("all"));
    }

    [Fact]
    public async Task Route_WithAMethod_TakesOnlyThatMethod()
    {
        await using KestrelApp app = await KestrelApp.StartAsync(
            options =>
            {
                options.AddHttp("post", http => http.Route("post", "/orders"));
                options.AddHttp("read", http => http.Route("GET", "/orders").Route("HEAD", "/orders"));
                options.AddHttp("any", http => http.Route("/orders").Route("GET", "/orders"));
            },
            app => app.MapMethods("/orders", ["GET", "HEAD", "POST", "OPTIONS"], () => "ok"));
        foreach (HttpMethod method in new[] { HttpMethod.Get, HttpMethod.Head, HttpMethod.Post, HttpMethod.Post, HttpMethod.Options })
        {
            Assert.Equal(HttpStatusCode.OK, await app.SendAsync(method, "/orders"));
        }

        Assert.Equal((2, 0, 0), await app.CountsAsync("post"));
        Assert.Equal((2, 0, 0), await app.CountsAsync("read"));
        Assert.Equal((4, 0, 0), await app.CountsAsync("any"));
    }

    [Fact]
    public async Task Routes_SeveralInOneObjective_TakeEachRequestOnce()
    {
        await using KestrelApp app = await KestrelApp.StartAsync(
            options => options.AddHttp("both", http => http.Route("/a").Route("/b").Route("GET", "/a")),
            app =>
            {
                app.MapGet("/a", () => "a");
                app.MapGet("/b", () => "b");
                app.MapGet("/c", () => "c");
            });
        await app.GetAsync("/a");
        await app.GetAsync("/b");
        await app.GetAsync("/c");

        Assert.Equal((2, 0, 0), await app.CountsAsync("both"));
    }

    [Fact]
    public async Task Group_WithAPrefix_IsPartOfTheRoute()
    {
        await using KestrelApp app = await KestrelApp.StartAsync(
            TestObjectives.AllAnd(("inner", "/v1/shops/{shop}/orders/{id}")),
            app => app.MapGroup("/v1/shops/{shop}").MapGroup("/orders").MapGet("/{id:long}", (string shop, long id) => shop + id));
        await app.GetAsync("/v1/shops/berlin/orders/5");

        Assert.Equal((1, 0, 0), await app.CountsAsync("inner"));
    }

    [Fact]
    public async Task Unmatched_Requests_CountForTheWholeServiceOnly()
    {
        await using KestrelApp app = await KestrelApp.StartAsync(TestObjectives.AllAnd(("route", "/orders")), app => app.MapPost("/orders", () => "ok"));

        Assert.Equal(HttpStatusCode.NotFound, await app.GetAsync("/wp-login.php"));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, await app.GetAsync("/orders"));
        Assert.Equal((0, 0, 0), await app.CountsAsync("route"));
        Assert.Equal((2, 0, 0), await app.CountsAsync("all"));
    }

    [Fact]
    public async Task Options_Requests_CountForNothing()
    {
        await using KestrelApp app = await KestrelApp.StartAsync(
            TestObjectives.AllAnd(("route", "/orders")), app => app.MapMethods("/orders", ["OPTIONS"], () => Results.StatusCode(500)));
        await app.SendAsync(HttpMethod.Options, "/orders");
        await app.SendAsync(HttpMethod.Options, "/nowhere");

        Assert.Equal((0, 0, 0), await app.CountsAsync("route"));
        Assert.Equal((0, 0, 0), await app.CountsAsync("all"));
    }

    [Fact]
    public async Task Middleware_ThatAnswersWithoutAnEndpoint_CountsForTheWholeService()
    {
        await using KestrelApp app = await KestrelApp.StartAsync(TestObjectives.AllAnd(("route", "/orders")), app => app.Run(context =>
        {
            context.Response.StatusCode = 503;
            return Task.CompletedTask;
        }));
        await app.GetAsync("/orders");

        Assert.Equal((0, 1, 0), await app.CountsAsync("all"));
        Assert.Equal((0, 0, 0), await app.CountsAsync("route"));
    }

    [Fact]
    public async Task HostilePaths_MakeNoNewObjectives()
    {
        await using KestrelApp app = await KestrelApp.StartAsync(TestObjectives.AllAnd(("route", "/orders")), app => app.MapGet("/orders", () => "ok"));
        for (var i = 0; i < 200; i++)
        {
            await app.GetAsync($"/{i}/<script>%0d%0a{new string('x', 500)}");
        }

        Assert.Equal((200, 0, 0), await app.CountsAsync("all"));
        Assert.Equal(2, app.Registry.Trackers.Count);
        await app.LoggedAsync();
        Assert.DoesNotContain(app.Log.Lines.Where(line => line.Category.StartsWith("Slo.", StringComparison.Ordinal)), line => line.Message.Contains("<script>", StringComparison.Ordinal));
    }
}
