using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Slo.AspNetCore.Tests.Requests;

public sealed class PlacementTests
{
    [Fact]
    public async Task CountRequests_WithUseSloBesides_CountsOnce()
    {
        await using KestrelApp app = await KestrelApp.StartAsync(
            TestObjectives.AllAnd(("ok", "/ok")),
            app => app.MapGet("/ok", () => "ok"),
            builder => builder.Services.AddSlo().CountRequests().CountRequests());
        await app.GetAsync("/ok");

        Assert.Equal((1, 0, 0), await app.CountsAsync("all"));
        Assert.Equal((1, 0, 0), await app.CountsAsync("ok"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task BuilderAddSlo_WithoutUseSlo_CountsWhatAnyMiddlewareAnswers(bool reExecute)
    {
        await using KestrelApp app = await KestrelApp.StartAsync(
            TestObjectives.AllAnd(("boom", "/boom/{id}"), ("error", "/error")),
            app =>
            {
                if (reExecute)
                {
                    app.UseExceptionHandler("/error");
                }

                app.MapGet("/error", () => "error");
                app.MapGet("/boom/{id}", string (int id) => throw new InvalidOperationException());
            },
            builder => builder.AddSlo(),
            useSlo: false);
        Assert.Equal(HttpStatusCode.InternalServerError, await app.GetAsync("/boom/1"));

        Assert.Equal((0, 1, 0), await app.CountsAsync("boom"));
        Assert.Equal((0, 0, 0), await app.CountsAsync("error"));
        Assert.Equal((0, 1, 0), await app.CountsAsync("all"));
    }

    [Fact]
    public async Task UseSlo_InsideAnExceptionHandler_CountsTheFailureOnceAndSaysWhereToStand()
    {
        await using KestrelApp app = await KestrelApp.StartAsync(
            TestObjectives.AllAnd(("boom", "/boom"), ("error", "/error")),
            app =>
            {
                app.UseExceptionHandler("/error");
                app.UseSlo();
                app.UseRouting();
                app.MapGet("/error", () => "error");
                app.MapGet("/boom", string () => throw new InvalidOperationException());
            },
            useSlo: false);
        await app.GetAsync("/boom");
        await app.GetAsync("/boom");

        Assert.Equal((0, 2, 0), await app.CountsAsync("boom"));
        Assert.Equal((0, 0, 0), await app.CountsAsync("error"));
        Assert.Equal((0, 2, 0), await app.CountsAsync("all"));
        await app.LoggedAsync();
        Assert.Single(app.Log.Messages(102));
    }

    [Fact]
    public async Task UseSlo_InsideAnExceptionHandlerButBesidesBuilderAddSlo_DoesNotWarn()
    {
        await using KestrelApp app = await KestrelApp.StartAsync(
            TestObjectives.AllAnd(("boom", "/boom")),
            app =>
            {
                app.UseExceptionHandler("/error");
                app.UseSlo();
                app.UseRouting();
                app.MapGet("/error", () => "error");
                app.MapGet("/boom", string () => throw new InvalidOperationException());
            },
            builder => builder.AddSlo(),
            useSlo: false);
        await app.GetAsync("/boom");

        Assert.Equal((0, 1, 0), await app.CountsAsync("boom"));
        await app.LoggedAsync();
        Assert.Empty(app.Log.Messages(102));
    }

    [Fact]
    public async Task UseSlo_BehindWhatStartedTheResponse_CostsNobodyTheRequest()
    {
        await using KestrelApp app = await KestrelApp.StartAsync(
            options => options.AddHttp("firstbyte", http => http.TimeToFirstByte(), TimeSpan.FromMilliseconds(300)),
            app =>
            {
                app.Use(async (context, next) =>
                {
                    await context.Response.StartAsync();
                    await next(context);
                });
                app.UseSlo();
                app.UseRouting();
                app.MapGet("/ok", context => context.Response.WriteAsync("ok"));
            },
            useSlo: false);
        using HttpResponseMessage response = await app.Client.GetAsync(new Uri("/ok", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal("ok", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(1, app.Registry.Get("firstbyte").Total.Good);
    }
}
