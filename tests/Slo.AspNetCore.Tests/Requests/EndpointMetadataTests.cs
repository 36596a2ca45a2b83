using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Slo.AspNetCore.Tests.Requests;

public sealed class EndpointMetadataTests
{
    [Fact]
    public async Task WithSlo_OfSeveralObjectives_FeedsAllOfThem()
    {
        await using KestrelApp app = await KestrelApp.StartAsync(Tagged("a", "b", "c"), app =>
        {
            app.MapGet("/one", () => "ok").WithSlo("a", "B");
            app.MapGroup("/group").WithSlo("c").MapGet("/two", () => Results.StatusCode(500)).WithSlo("a").WithSlo("a");
        });
        await app.GetAsync("/one");
        await app.GetAsync("/group/two");

        Assert.Equal((1, 1, 0), await app.CountsAsync("a"));
        Assert.Equal((1, 0, 0), await app.CountsAsync("b"));
        Assert.Equal((0, 1, 0), await app.CountsAsync("c"));
    }

    [Fact]
    public async Task WithSlo_OfAnObjectiveWithoutHttpIndicator_FeedsItByTheDefaults()
    {
        await using KestrelApp app = await KestrelApp.StartAsync(
            options => options.AddObjective("manual", objective => objective.TargetPercent(99)),
            app =>
            {
                app.MapGet("/tagged/{status}", (int status) => Results.StatusCode(status)).WithSlo("manual");
                app.MapGet("/other", () => "ok");
            });
        await app.GetAsync("/tagged/200");
        await app.GetAsync("/tagged/500");
        await app.GetAsync("/other");

        Assert.Equal((1, 1, 0), await app.CountsAsync("manual"));
    }

    [Fact]
    public async Task Controllers_WithSlo_FeedWhatClassAndActionName()
    {
        await using KestrelApp app = await KestrelApp.StartAsync(
            options =>
            {
                Tagged("controller", "action", "other")(options);
                options.AddHttp("route", http => http.Route("GET", "/mvc/both/{id}"));
            },
            app => app.MapControllers(),
            builder => builder.Services.AddControllers().AddApplicationPart(typeof(TaggedController).Assembly));
        Assert.Equal(HttpStatusCode.OK, await app.GetAsync("/mvc/plain"));
        Assert.Equal(HttpStatusCode.OK, await app.GetAsync("/mvc/both/1"));
        Assert.Equal(HttpStatusCode.InternalServerError, await app.GetAsync("/mvc/both/0"));
        Assert.Equal(HttpStatusCode.OK, await app.GetAsync("/mvc/excluded"));
        Assert.Equal(HttpStatusCode.InternalServerError, await app.GetAsync("/mvc/boom"));

        Assert.Equal((2, 2, 0), await app.CountsAsync("controller"));
        Assert.Equal((1, 1, 0), await app.CountsAsync("action"));
        Assert.Equal((1, 1, 0), await app.CountsAsync("other"));
        Assert.Equal((1, 1, 0), await app.CountsAsync("route"));
    }

    [Fact]
    public async Task UnknownTag_IsLoggedOnceAndOtherwiseIgnored()
    {
        await using KestrelApp app = await KestrelApp.StartAsync(TestObjectives.AllAnd(), app =>
        {
            app.MapGet("/a", () => "ok").WithSlo("chekout").WithDisplayName("A");
            app.MapGet("/b", () => "ok").WithSlo("CHEKOUT");
        });
        for (var i = 0; i < 3; i++)
        {
            await app.GetAsync("/a");
            await app.GetAsync("/b");
        }

        Assert.Equal((6, 0, 0), await app.CountsAsync("all"));
        await app.LoggedAsync();
        Assert.Equal(
            ["Endpoint A is tagged with the objective 'chekout', which is not declared; its requests do not count for it"], app.Log.Messages(101));
    }

    [Fact]
    public async Task Excluded_Endpoints_CountForNothing()
    {
        await using KestrelApp app = await KestrelApp.StartAsync(
            options =>
            {
                TestObjectives.AllAnd(("route", "/excluded"))(options);
                options.AddTagged("tagged");
            },
            app =>
            {
                app.MapGet("/excluded", () => "ok").ExcludeFromSlo();
                app.MapGet("/tagged", () => "ok").WithSlo("tagged").ExcludeFromSlo();
                app.MapGet("/boom", string () => throw new InvalidOperationException()).ExcludeFromSlo();
                app.MapGroup("/group").ExcludeFromSlo().MapGet("/inner", () => "ok");
            });
        await app.GetAsync("/excluded");
        await app.GetAsync("/tagged");
        await app.GetAsync("/boom");
        await app.GetAsync("/group/inner");

        Assert.Equal((0, 0, 0), await app.CountsAsync("all"));
        Assert.Equal((0, 0, 0), await app.CountsAsync("route"));
        Assert.Equal((0, 0, 0), await app.CountsAsync("tagged"));
    }

    [Fact]
    public async Task DisableHttpMetrics_TakesRequestsOut_UnlessTheyAreTagged()
    {
        await using KestrelApp app = await KestrelApp.StartAsync(
            options =>
            {
                TestObjectives.AllAnd(("route", "/probe"))(options);
                options.AddTagged("tagged");
            },
            app =>
            {
                app.MapGet("/probe", () => "ok").DisableHttpMetrics();
                app.MapGet("/tagged", () => "ok").DisableHttpMetrics().WithSlo("tagged");
            });
        await app.GetAsync("/probe");
        await app.GetAsync("/tagged");

        Assert.Equal((0, 0, 0), await app.CountsAsync("route"));
        Assert.Equal((1, 0, 0), await app.CountsAsync("tagged"));
        Assert.Equal((1, 0, 0), await app.CountsAsync("all"));
    }

    [Fact]
    public async Task HealthChecksAndTheApi_CountForNothing()
    {
        await using KestrelApp app = await KestrelApp.StartAsync(
            TestObjectives.AllAnd(),
            app =>
            {
                app.MapHealthChecks("/healthz");
                app.MapSloApi().AllowAnonymous();
                app.MapSloApi("/closed");
                app.MapGet("/ok", () => "ok");
            },
            builder => builder.Services.AddHealthChecks().AddSlo());
        Assert.Equal(HttpStatusCode.OK, await app.GetAsync("/healthz"));
        Assert.Equal(HttpStatusCode.OK, await app.GetAsync("/slo/api/v1/slos"));
        Assert.Equal(HttpStatusCode.NotFound, await app.GetAsync("/slo/api/v1/slos/unknown"));
        Assert.Equal(HttpStatusCode.Forbidden, await app.GetAsync("/closed/v1/slos"));
        Assert.Equal(HttpStatusCode.OK, await app.GetAsync("/ok"));

        Assert.Equal((1, 0, 0), await app.CountsAsync("all"));
    }

    [Fact]
    public async Task UseSlo_Twice_CountsOnce()
    {
        await using KestrelApp app = await KestrelApp.StartAsync(TestObjectives.AllAnd(("route", "/ok")), app =>
        {
            app.UseSlo();
            app.UseRouting();
            app.UseSlo();
            app.MapGet("/ok", () => "ok");
            app.MapGet("/boom", string () => throw new InvalidOperationException());
        });
        await app.GetAsync("/ok");
        await app.GetAsync("/boom");

        Assert.Equal((1, 1, 0), await app.CountsAsync("all"));
        Assert.Equal((1, 0, 0), await app.CountsAsync("route"));
    }

    [Fact]
    public async Task Metadata_ThatThrows_FailsNoRequest()
    {
        await using KestrelApp app = await KestrelApp.StartAsync(
            TestObjectives.AllAnd(), app => app.MapGet("/ok", () => "ok").WithMetadata(new ThrowingMetadata()));

        Assert.Equal(HttpStatusCode.OK, await app.GetAsync("/ok"));
        Assert.Equal(HttpStatusCode.OK, await app.GetAsync("/ok"));
        Assert.Equal((2, 0, 0), await app.CountsAsync("all"));
        await app.LoggedAsync();
        Assert.Single(app.Log.Messages(104));
    }

    [Fact]
    public async Task Setup_WithoutTheEngine_SaysWhatToCall()
    {
        await using WebApplication app = WebApplication.CreateSlimBuilder().Build();

        Assert.Equal(
            "UseSlo needs the SLO engine: call builder.Services.AddSlo(...) first.",
            Assert.Throws<InvalidOperationException>(() => app.UseSlo()).Message);
        Assert.Equal(
            "MapSloApi needs the SLO engine: call builder.Services.AddSlo(...) first.",
            Assert.Throws<InvalidOperationException>(() => app.MapSloApi()).Message);
        Assert.Throws<ArgumentNullException>("objectives", () => new SloAttribute(null!));
    }

    private static Action<SloOptions> Tagged(params string[] names) => options =>
    {
        foreach (var name in names)
        {
            options.AddTagged(name);
        }
    };
}
