using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Slo.AspNetCore.Tests.Requests;

public sealed class FailingRequestTests
{
    private static readonly Action<SloOptions> Objectives = TestObjectives.AllAnd(("boom", "/boom/{id}"), ("error", "/error"), ("ok", "/ok"));

    [Fact]
    public async Task Exception_ThatNobodyHandles_IsBadThoughTheStatusSays200()
    {
        await using KestrelApp app = await StartAsync(_ => { });

        Assert.Equal(HttpStatusCode.InternalServerError, await app.GetAsync("/boom/1"));
        Assert.Equal((0, 1, 0), await app.CountsAsync("boom"));
        Assert.Equal((0, 1, 0), await app.CountsAsync("all"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Exception_HandledByALambda_IsBadOnItsOwnRoute(bool explicitRouting)
    {
        await using KestrelApp app = await StartAsync(
            pipeline => pipeline.UseExceptionHandler(error => error.Run(context => context.Response.WriteAsync("sorry"))), explicitRouting);

        Assert.Equal(HttpStatusCode.InternalServerError, await app.GetAsync("/boom/1"));
        Assert.Equal((0, 1, 0), await app.CountsAsync("boom"));
        Assert.Equal((0, 1, 0), await app.CountsAsync("all"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Exception_HandledByReExecution_IsBadOnItsOwnRouteAndNotOnTheErrorPage(bool explicitRouting)
    {
        await using KestrelApp app = await StartAsync(pipeline => pipeline.UseExceptionHandler("/error"), explicitRouting);

        Assert.Equal(HttpStatusCode.InternalServerError, await app.GetAsync("/boom/1"));
        Assert.Equal((0, 1, 0), await app.CountsAsync("boom"));
        Assert.Equal((0, 0, 0), await app.CountsAsync("error"));
        Assert.Equal((0, 1, 0), await app.CountsAsync("all"));
    }

    [Fact]
    public async Task Exception_HandledAsProblemDetails_IsBadOnItsOwnRoute()
    {
        await using KestrelApp app = await StartAsync(pipeline => pipeline.UseExceptionHandler());

        Assert.Equal(HttpStatusCode.InternalServerError, await app.GetAsync("/boom/1"));
        Assert.Equal((0, 1, 0), await app.CountsAsync("boom"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Status_ReExecutedAsAPage_CountsOnItsOwnRoute(bool explicitRouting)
    {
        await using KestrelApp app = await StartAsync(pipeline => pipeline.UseStatusCodePagesWithReExecute("/error"), explicitRouting);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await app.GetAsync("/down/7"));
        Assert.Equal(HttpStatusCode.NotFound, await app.GetAsync("/nowhere"));
        Assert.Equal((0, 0, 0), await app.CountsAsync("error"));
        Assert.Equal((0, 1, 0), await app.CountsAsync("down"));
        Assert.Equal((1, 1, 0), await app.CountsAsync("all"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Exception_UnderAPathBase_IsBadOnItsOwnRoute(bool pathBaseAfterSlo)
    {
        await using KestrelApp app = await KestrelApp.StartAsync(Objectives, pipeline =>
        {
            if (pathBaseAfterSlo)
            {
                pipeline.UsePathBase("/shop");
            }

            pipeline.UseExceptionHandler("/error");
            if (!pathBaseAfterSlo)
            {
                pipeline.UsePathBase("/shop");
            }

            pipeline.UseRouting();
            Map(pipeline);
        });

        Assert.Equal(HttpStatusCode.InternalServerError, await app.GetAsync("/shop/boom/1"));
        Assert.Equal(HttpStatusCode.OK, await app.GetAsync("/shop/ok"));
        Assert.Equal((0, 1, 0), await app.CountsAsync("boom"));
        Assert.Equal((1, 0, 0), await app.CountsAsync("ok"));
        Assert.Equal((0, 0, 0), await app.CountsAsync("error"));
        Assert.Equal((1, 1, 0), await app.CountsAsync("all"));
    }

    [Fact]
    public async Task ErrorPage_AskedForItself_CountsOnItself()
    {
        await using KestrelApp app = await StartAsync(pipeline => pipeline.UseExceptionHandler("/error"));
        await app.GetAsync("/error");

        Assert.Equal((1, 0, 0), await app.CountsAsync("error"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Exception_AfterTheResponseStarted_IsBadOnce(bool handler)
    {
        await using KestrelApp app = await StartAsync(pipeline =>
        {
            if (handler)
            {
                pipeline.UseExceptionHandler("/error");
            }
        });
        await app.GetAsync("/late");

        Assert.Equal((0, 1, 0), await app.CountsAsync("late"));
        Assert.Equal((0, 1, 0), await app.CountsAsync("all"));
    }

    [Fact]
    public async Task BadHttpRequest_ThatEscapes_IsTheClientsFault()
    {
        await using KestrelApp app = await StartAsync(_ => { });

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await app.GetAsync("/toolarge"));
        Assert.Equal((1, 0, 0), await app.CountsAsync("all"));
    }

    private static Task<KestrelApp> StartAsync(Action<WebApplication> first, bool explicitRouting = false) => KestrelApp.StartAsync(
        options =>
        {
            Objectives(options);
            options.AddHttp("down", http => http.Route("/down/{id}"));
            options.AddHttp("late", http => http.Route("/late"));
        },
        app =>
        {
            first(app);
            if (explicitRouting)
            {
                app.UseRouting();
            }

            Map(app);
        },
        builder => builder.Services.AddProblemDetails());

    private static void Map(WebApplication app)
    {
        app.MapGet("/ok", () => "ok");
        app.MapGet("/error", () => "an error page");
        app.MapGet("/down/{id:int}", (int id) => Results.StatusCode(503));
        app.MapGet("/toolarge", void () => throw new BadHttpRequestException("too large", 413));
        app.MapGet("/boom/{id}", string (string id) => throw new InvalidOperationException(id));
        app.MapGet("/late", async (HttpContext context) =>
        {
            await context.Response.WriteAsync("the beginning of an answer");
            await context.Response.Body.FlushAsync();
            throw new InvalidOperationException("late");
        });
    }
}
