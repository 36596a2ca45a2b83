using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Slo.AspNetCore.Tests.Requests;

public sealed class RegistryChangeTests
{
    [Fact]
    public async Task Objectives_AddedAndRemovedAtRunTime_CountWhileTheyAreThere()
    {
        await using KestrelApp app = await KestrelApp.StartAsync(_ => { }, app => app.MapGet("/ok", () => "ok").WithSlo("tagged"));
        await app.GetAsync("/ok");

        SloTracker whole = app.Registry.Add(new SloObjectiveBuilder("whole").TargetPercent(99).HttpServer().Build());
        await app.GetAsync("/ok");
        SloTracker tagged = app.Registry.Add(new SloObjectiveBuilder("tagged").TargetPercent(99).HttpServer(http => http.TaggedEndpoints()).Build());
        await app.GetAsync("/ok");
        Assert.Equal((2, 0, 0), await app.CountsAsync("whole"));
        Assert.Equal((1, 0, 0), await app.CountsAsync("tagged"));

        app.Registry.Remove("whole");
        await app.GetAsync("/ok");
        Assert.Equal((2, 0, 0), await app.CountsAsync("tagged"));
        Assert.Equal(new SloEventCounts(2, 0), tagged.Total);
        Assert.Equal(2, whole.Total.Total);
    }

    [Fact]
    public async Task Objective_RemovedDuringARequest_FailsNothing()
    {
        KestrelApp? running = null;
        await using KestrelApp app = running = await KestrelApp.StartAsync(
            options =>
            {
                options.AddHttp("removed", _ => { });
                options.AddHttp("kept", _ => { });
            },
            app => app.MapGet("/remove", () =>
            {
                running!.Registry.Remove("removed");
                running.Registry.Add(new SloObjectiveBuilder("added").TargetPercent(99).HttpServer().Build());
                return Results.NoContent();
            }));
        await app.GetAsync("/remove");

        Assert.Equal((1, 0, 0), await app.CountsAsync("kept"));
        Assert.Equal((0, 0, 0), await app.CountsAsync("added"));
    }
}
