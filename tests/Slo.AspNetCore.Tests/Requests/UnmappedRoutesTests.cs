using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
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

    [Fact]
    public async Task UnmappedRoute_IsInTheHealthDataAndTheApi_UntilItIsMapped()
    {
        using ChangingEndpoints endpoints = new();
        await using KestrelApp app = await StartAsync(endpoints, "/orders");
        const string Warning = "SLO0757: routes '/orders': no endpoint is mapped to them; write each as it is mapped, with the prefix of its "
            + "group and an allowed method";

        Assert.Equal((Warning, true), await WarningAsync(app));

        endpoints.Map("/orders");
        Assert.Equal((null, false), await WarningAsync(app));

        endpoints.Map("/others");
        Assert.Equal((Warning, true), await WarningAsync(app));
        await app.LoggedAsync();
        Assert.Single(app.Log.Messages(105));
    }

    [Fact]
    public async Task LiveEdit_ToAnUnmappedRouteAndBack_SetsAndEndsTheWarning()
    {
        using ChangingEndpoints endpoints = new();
        endpoints.Map("/orders");
        await using KestrelApp app = await StartAsync(endpoints, "/orders");
        Assert.Equal((null, false), await WarningAsync(app));

        app.Registry.Replace([Objective("/ordres")]);
        Assert.StartsWith("SLO0757: routes '/ordres'", (await WarningAsync(app)).Health, StringComparison.Ordinal);

        app.Registry.Replace([Objective("/orders")]);
        Assert.Equal((null, false), await WarningAsync(app));
    }

    [Fact]
    public async Task MappedRoute_LeavesTheWarningOfAnother()
    {
        using ChangingEndpoints endpoints = new();
        await using KestrelApp app = await StartAsync(endpoints, "/orders");
        app.Registry.Get("orders").SetSourceWarning(SloFinding.Warning("X1", "of the app"));

        endpoints.Map("/orders");

        Assert.Equal(("X1: of the app", false), await WarningAsync(app));
    }

    private static SloObjective Objective(string route) =>
        new SloObjectiveBuilder("orders").TargetPercent(99).HttpServer(http => http.Route(route)).Build();

    private static Task<KestrelApp> StartAsync(ChangingEndpoints endpoints, string route) => KestrelApp.StartAsync(
        options => options.AddHttp("orders", http => http.Route(route)),
        app =>
        {
            ((IEndpointRouteBuilder)app).DataSources.Add(endpoints);
            app.MapSloApi().AllowAnonymous();
        },
        builder => builder.Services.AddHealthChecks().AddSlo());

    // The request to the API first: a live edit is seen at the next request.
    private static async Task<(string? Health, bool IsInApi)> WarningAsync(KestrelApp app)
    {
        var api = await app.Client.GetStringAsync("/slo/api/v1/slos/orders", TestContext.Current.CancellationToken);
        HealthReport report = await app.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(TestContext.Current.CancellationToken);
        var data = (IReadOnlyDictionary<string, object>)report.Entries["slo:orders"].Data;
        return ((string?)data.GetValueOrDefault("sourceWarning"), api.Contains("SLO0757", StringComparison.Ordinal));
    }
}
