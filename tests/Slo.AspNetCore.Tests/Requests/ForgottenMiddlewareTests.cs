using Microsoft.AspNetCore.Builder;
using Xunit;

namespace Slo.AspNetCore.Tests.Requests;

public sealed class ForgottenMiddlewareTests
{
    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 0)]
    public async Task HttpObjective_WithoutMiddleware_IsLoggedAtStart(bool useSlo, int logged)
    {
        await using KestrelApp app = await KestrelApp.StartAsync(
            options =>
            {
                options.AddObjective("orders", o => o.TargetPercent(99).HttpServer(http => http.Route("POST", "/orders")));
                options.AddObjective("jobs", o => o.TargetPercent(99));
            },
            app => app.MapGet("/", () => "ok"),
            useSlo: useSlo);
        await app.LoggedAsync();

        Assert.Equal(logged, app.Log.Messages(10).Count(message => message.StartsWith("No component records events for objective 'orders' (requests to POST /orders)", StringComparison.Ordinal)));
        Assert.Equal(logged, app.Log.Messages(10).Count);
    }
}
