using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Xunit;

namespace Slo.AspNetCore.Tests.Requests;

/// <summary>Code that kept a feature of a request and uses it when that is over must not touch what the next request counts as.</summary>
public sealed class LateFeatureUseTests
{
    [Fact]
    public async Task Features_UsedAfterTheirRequest_LeaveTheNextOneAlone()
    {
        IHttpRequestLifetimeFeature? lifetime = null;
        IEndpointFeature? endpoints = null;
        await using KestrelApp app = await KestrelApp.StartAsync(TestObjectives.AllAnd(("ok", "/ok")), app =>
        {
            app.Use((context, next) =>
            {
                lifetime ??= context.Features.Get<IHttpRequestLifetimeFeature>();
                endpoints ??= context.Features.Get<IEndpointFeature>();
                context.Response.Headers["before-routing"] = context.GetEndpoint()?.DisplayName ?? "none";
                return next(context);
            });
            app.UseRouting();
            app.MapGet("/ok", () => "ok");
        });
        Assert.Equal(HttpStatusCode.OK, await app.GetAsync("/ok"));
        Assert.Equal((1, 0, 0), await app.CountsAsync("all"));

        lifetime!.Abort();
        endpoints!.Endpoint = new Endpoint(null, null, "late");
        app.WillSend();
        using HttpResponseMessage response = await app.Client.GetAsync(new Uri("/ok", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal("none", response.Headers.GetValues("before-routing").Single());
        Assert.Equal((2, 0, 0), await app.CountsAsync("all"));
        Assert.Equal((2, 0, 0), await app.CountsAsync("ok"));
    }
}
