using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Slo.AspNetCore.Tests.Shedding;

/// <summary>The warning at start about an objective that only the endpoints feed that its budget closes.</summary>
public sealed class ClosedSourcesTests
{
    [Fact]
    public async Task Objective_WhoseOnlyRouteIsShedByIt_IsWarnedAboutOnce()
    {
        var warning = Assert.Single(await WarningsAsync(app => app.MapGet("/orders", () => "ok").RequireErrorBudget("ORDERS")));

        Assert.StartsWith("Questionable shedding SLO0872: objective 'orders': its budget closes every endpoint", warning, StringComparison.Ordinal);
        Assert.Contains("'HTTP: GET /orders'", warning, StringComparison.Ordinal);
        Assert.Contains("set MinimumBudgetRatio to null in ConfigureShedding", warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Objective_OfTheWholeServiceThatIsShedByIt_IsWarnedAbout()
    {
        var warning = Assert.Single(await WarningsAsync(app =>
        {
            RouteGroupBuilder group = app.MapGroup("/api").RequireErrorBudget("all", SloCriticality.Important);
            foreach (var path in new[] { "a", "b", "c", "d", "e" })
            {
                group.MapGet(path, () => "ok");
            }

            app.MapSloApi().AllowAnonymous();
        }));

        Assert.Contains("objective 'all'", warning, StringComparison.Ordinal);
        Assert.Contains(" and 2 more", warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Objective_OfAMethodThatIsShedByIt_IsWarnedAboutDespiteTheOtherMethod() => Assert.Contains("objective 'refunds'", Assert.Single(await WarningsAsync(app =>
    {
        app.MapGet("/refunds", () => "ok");
        app.MapPost("/refunds", () => "ok").RequireErrorBudget("refunds");
    })), StringComparison.Ordinal);

    [Fact]
    public async Task Objective_OfANamedSetThatIsShedByIt_IsWarnedAbout() => Assert.Contains("objective 'orders'", Assert.Single(await WarningsAsync(
        app => app.MapGet("/orders", () => "ok").RequireErrorBudget("orders", set: "payments"))), StringComparison.Ordinal);

    [Fact]
    public async Task Objectives_WithAnotherSourceOrAGateThatOpensByItself_AreNotWarnedAbout() => Assert.Empty(await WarningsAsync(
        app =>
        {
            // Another route feeds it, it protects another objective, that of another set, only alerts close it, or nothing does.
            app.MapGet("/tagged", () => "ok").WithSlo("tagged").RequireErrorBudget("tagged");
            app.MapGet("/tagged-too", () => "ok").WithSlo("tagged");
            app.MapGet("/refunds", () => "ok").RequireErrorBudget("tagged");
            app.MapGet("/orders", () => "ok").RequireErrorBudget("orders", SloCriticality.Important);
            app.MapPost("/refunds", () => "ok").RequireErrorBudget("refunds", SloCriticality.Critical);
        },
        options => options.Important = new() { MinimumBudgetRatio = null }));

    private static async Task<IReadOnlyList<string>> WarningsAsync(Action<WebApplication> map, Action<SloSheddingOptions>? shedding = null)
    {
        await using KestrelApp app = await KestrelApp.StartAsync(
            options =>
            {
                options.AddHttp("all", _ => { });
                options.AddHttp("orders", http => http.Route("/orders"));
                options.AddHttp("refunds", http => http.Route("POST", "/refunds"));
                options.AddTagged("tagged");
            },
            map,
            builder =>
            {
                builder.Services.AddSlo().ConfigureShedding(options => shedding?.Invoke(options));
                builder.Services.AddSlo("payments", options => options.AddHttp("orders", http => http.Route("/orders")));
            });
        await app.LoggedAsync();
        return [.. app.Log.Messages(110)];
    }
}
