using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Xunit;

namespace Slo.AspNetCore.Tests.Api;

public sealed class SloApiFleetTests
{
    [Fact]
    public async Task Scope_WithoutAFleet_IsThatOfTheInstance()
    {
        await using KestrelApp app = await KestrelApp.StartAsync(
            options => options.AddObjective("x", o => o.TargetPercent(99)), web => web.MapSloApi().AllowAnonymous());

        Assert.False((await AskAsync(app, "v1/fleet")).GetProperty("isInFleet").GetBoolean());
        Assert.Equal(1, (await AskAsync(app, "v1/slos?scope=instance")).GetProperty("slos").GetArrayLength());
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(app, "v1/slos?scope=fleet"));
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(app, "v1/slos?scope=galaxy"));
    }

    private static async Task<JsonElement> AskAsync(KestrelApp app, string address) =>
        JsonDocument.Parse(await app.Client.GetStringAsync("/slo/api/" + address, TestContext.Current.CancellationToken)).RootElement;

    private static async Task<HttpStatusCode> StatusAsync(KestrelApp app, string address)
    {
        using HttpResponseMessage response = await app.Client.GetAsync(new Uri("/slo/api/" + address, UriKind.Relative), TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}
