using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Xunit;

namespace Slo.AspNetCore.Tests.Requests;

/// <summary>Re-execution for an error page: wherever the middleware stands, each request counts once, on its own route.</summary>
public sealed class PlacementMatrixTests
{
    public enum Placement
    {
        StartupFilter,
        UseSloFirst,
        UseSloInside,
    }

    public static MatrixTheoryData<Placement, bool, bool, HttpProtocols> Cases { get; } = new(
        Enum.GetValues<Placement>(), [false, true], [false, true], [HttpProtocols.Http1, HttpProtocols.Http2]);

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task ReExecution_WhereverSloStands_CountsOnceOnTheFirstRoute(
        Placement placement, bool statusPages, bool pathBase, HttpProtocols protocols)
    {
        await using KestrelApp app = await StartAsync(placement, statusPages, pathBase, protocols);
        var prefix = pathBase ? "/shop" : "";
        (string failing, HttpStatusCode status) = statusPages ? ("down", HttpStatusCode.ServiceUnavailable) : ("boom", HttpStatusCode.InternalServerError);
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(status, await app.GetAsync($"{prefix}/{failing}/{i}"));
            Assert.Equal(HttpStatusCode.OK, await app.GetAsync($"{prefix}/ok"));
            Assert.Equal(HttpStatusCode.NotFound, await app.GetAsync($"{prefix}/none/{i}"));
        }

        Assert.Equal((0, 3, 0), await app.CountsAsync(failing));
        Assert.Equal((3, 0, 0), await app.CountsAsync("ok"));
        Assert.Equal((0, 0, 0), await app.CountsAsync("error"));
        Assert.Equal((6, 3, 0), await app.CountsAsync("all"));
        await app.LoggedAsync();
        Assert.Equal(placement == Placement.UseSloInside ? 1 : 0, app.Log.Messages(102).Count);
    }

    private static Task<KestrelApp> StartAsync(Placement placement, bool statusPages, bool pathBase, HttpProtocols protocols) => KestrelApp.StartAsync(
        TestObjectives.AllAnd(("boom", "/boom/{id}"), ("down", "/down/{id}"), ("ok", "/ok"), ("error", "/error")),
        app =>
        {
            if (pathBase)
            {
                app.UsePathBase("/shop");
            }

            _ = statusPages ? app.UseStatusCodePagesWithReExecute("/error") : app.UseExceptionHandler("/error");
            if (placement == Placement.UseSloInside)
            {
                app.UseSlo();
            }

            app.UseRouting();
            app.MapGet("/ok", () => "ok");
            app.MapGet("/error", () => "an error page");
            app.MapGet("/down/{id:int}", (int id) => Results.StatusCode(503));
            app.MapGet("/boom/{id:int}", string (int id) => throw new InvalidOperationException());
        },
        builder =>
        {
            if (placement == Placement.StartupFilter)
            {
                builder.AddSlo();
            }
        },
        protocols,
        useSlo: placement == Placement.UseSloFirst);
}
