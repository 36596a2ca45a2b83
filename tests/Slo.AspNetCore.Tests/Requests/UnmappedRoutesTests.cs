using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Slo.Testing;
using Xunit;

namespace Slo.AspNetCore.Tests.Requests;

public sealed class UnmappedRoutesTests
{
    [Fact]
    public async Task Start_WithRoutesThatNobodyMapped_WarnsOnceForEachObjective()
    {
        await using KestrelApp app = await KestrelApp.StartAsync(
            options =>
            {
                TestObjectives.AllAnd(("misspelt", "/ordres/{id}"), ("right", "/orders/{id}"), ("in-a-group", "/api/v1/orders"))(options);
                options.AddHttp("wrong-method", http => http.Route("DELETE", "/orders/{id}").Route("GET", "/orders/{id}").Route("/gone"));
                options.AddTagged("tagged");
                options.AddObjective("manual", o => o.TargetPercent(99));
            },
            app =>
            {
                app.UseSlo();
                app.MapGet("/orders/{id:int}", (int id) => id).WithSlo("manual");
                app.MapGroup("/api/v1").MapGet("orders", () => "ok");
            },
            builder => builder.Services.AddSlo().CountRequests());
        await Eventually.TrueAsync(() => app.Log.Messages(105).Count >= 2, "both warnings");
        await app.GetAsync("/orders/7");

        Assert.Equal(
            [
                "Objective 'misspelt' names routes that no endpoint is mapped to: /ordres/{id}; write each as it is mapped, with the prefix of its group and an allowed method",
                "Objective 'wrong-method' names routes that no endpoint is mapped to: DELETE /orders/{id}, /gone; write each as it is mapped, with the prefix of its group and an allowed method",
            ],
            app.Log.Messages(105));
    }

    [Fact]
    public async Task Start_OfAnAppWithoutRouting_WarnsToo()
    {
        await using KestrelApp app = await KestrelApp.StartAsync(
            options => options.AddHttp("orders", http => http.Route("/orders")), app => app.Run(context => context.Response.WriteAsync("ok")));
        await Eventually.TrueAsync(() => app.Log.Messages(105).Count > 0, "the warning");
        await app.GetAsync("/orders");

        await app.LoggedAsync();
        Assert.Single(app.Log.Messages(105));
        Assert.Equal((0, 0, 0), await app.CountsAsync("orders"));
    }

    [Fact]
    public async Task Start_WithEndpointsThatCannotBeBuilt_IsNotPrevented()
    {
        await using KestrelApp app = await KestrelApp.StartAsync(
            options => options.AddHttp("orders", http => http.Route("/orders")),
            app => app.MapGet("/orders", () => "ok").Add(_ => throw new InvalidOperationException("a convention that throws")));

        Assert.Equal(System.Net.HttpStatusCode.InternalServerError, await app.GetAsync("/orders"));
        await app.LoggedAsync();
        Assert.Empty(app.Log.Messages(105));
    }
}
