using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Slo.AspNetCore.Tests.Pages;

/// <summary>Razor pages, compiled into this project and served by a real Kestrel.</summary>
public sealed class RazorPagesTests
{
    [Fact]
    public async Task Pages_WithSlo_FeedWhatModelDirectiveAndMappingName()
    {
        await using KestrelApp app = await StartAsync();
        Assert.Equal(HttpStatusCode.OK, await app.GetAsync("/basket/7"));
        Assert.Equal(HttpStatusCode.InternalServerError, await app.GetAsync("/basket/0"));
        Assert.Equal(HttpStatusCode.SeeOther, await app.SendAsync(HttpMethod.Post, "/basket/7"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await app.SendAsync(HttpMethod.Post, "/basket/0"));
        Assert.Equal(HttpStatusCode.OK, await app.GetAsync("/attributed"));
        Assert.Equal(HttpStatusCode.InternalServerError, await app.GetAsync("/broken"));
        Assert.Equal(HttpStatusCode.OK, await app.GetAsync("/probe"));
        Assert.Equal(HttpStatusCode.NotFound, await app.GetAsync("/basket/none"));

        Assert.Equal((2, 2, 0), await app.CountsAsync("model"));
        Assert.Equal((1, 0, 0), await app.CountsAsync("directive"));
        Assert.Equal((3, 3, 0), await app.CountsAsync("mapping"));
        Assert.Equal((4, 3, 0), await app.CountsAsync("all"));
        await app.LoggedAsync();
        Assert.Empty(app.Log.Messages(101));
    }

    [Fact]
    public async Task Pages_ByRoute_AreTakenByPatternAndMethod()
    {
        await using KestrelApp app = await StartAsync();
        await app.GetAsync("/basket/7");
        await app.GetAsync("/basket/0");
        await app.SendAsync(HttpMethod.Post, "/basket/0");
        await app.GetAsync("/attributed");
        await app.GetAsync("/Attributed");

        Assert.Equal((1, 2, 0), await app.CountsAsync("route"));
        Assert.Equal((0, 1, 0), await app.CountsAsync("posts"));
        Assert.Equal((2, 0, 0), await app.CountsAsync("by-file"));
    }

    [Fact]
    public async Task Pages_BehindAnExceptionHandler_KeepTheirOwnFailures()
    {
        await using KestrelApp app = await StartAsync(app => app.UseExceptionHandler("/attributed"));
        Assert.Equal(HttpStatusCode.InternalServerError, await app.GetAsync("/basket/0"));

        Assert.Equal((0, 1, 0), await app.CountsAsync("model"));
        Assert.Equal((0, 0, 0), await app.CountsAsync("directive"));
        Assert.Equal((0, 1, 0), await app.CountsAsync("all"));
    }

    private static Task<KestrelApp> StartAsync(Action<WebApplication>? before = null) => KestrelApp.StartAsync(
        options =>
        {
            TestObjectives.AllAnd(("route", "/basket/{id}"), ("by-file", "/Attributed"))(options);
            options.AddHttp("posts", http => http.Route("POST", "basket/{id:int}"));
            options.AddTagged("model");
            options.AddTagged("directive");
            options.AddTagged("mapping");
        },
        app =>
        {
            before?.Invoke(app);
            app.MapRazorPages().WithSlo("mapping");
        },
        builder => builder.Services.AddRazorPages(options => options.RootDirectory = "/Pages").AddApplicationPart(typeof(BasketModel).Assembly));
}
