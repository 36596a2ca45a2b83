using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Slo.Testing;
using Xunit;

namespace Slo.AspNetCore.Tests.Requests;

public sealed class CohortTests
{
    [Fact]
    public async Task Cohort_OfTheVersion_IsThatOfTheAssembly()
    {
        await using KestrelApp app = await StartAsync(objective => objective.HttpServer().CohortByVersion());
        await app.GetAsync("/");
        await app.GetAsync("/down");

        var version = Assembly.GetEntryAssembly()!.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
        await AssertCohortsAsync(app, (version, 1, 1));
    }

    [Fact]
    public async Task Cohort_OfTheVersionOfAnotherAssembly_IsThatOne()
    {
        await using KestrelApp app = await StartAsync(objective => objective.HttpServer().CohortByVersion(typeof(HttpContext).Assembly));
        await app.GetAsync("/");

        var version = typeof(HttpContext).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
        await AssertCohortsAsync(app, (version.Length > 64 ? version[..64] : version, 1, 0));
    }

    [Fact]
    public async Task Cohort_OfAHeader_IsItsFirstValue()
    {
        await using KestrelApp app = await StartAsync(objective => objective.HttpServer().CohortByHeader("X-Version"));
        await SendAsync(app, "/", "1.0");
        await SendAsync(app, "/down", "2.0", "1.0");
        await SendAsync(app, "/ignored", "2.0");
        await SendAsync(app, "/");
        await SendAsync(app, "/", "");

        await AssertCohortsAsync(app, ("1.0", 1, 0), ("2.0", 0, 1));
    }

    // Whatever clients send: memory is bounded, nothing is lost, and no request fails.
    [Fact]
    public async Task Cohort_OfAHeaderOfAHostileClient_IsOneOfAFew()
    {
        await using KestrelApp app = await StartAsync(objective => objective.HttpServer().CohortByHeader("X-Version"));
        for (var i = 0; i < 100; i++)
        {
            await SendAsync(app, "/", $"<script>{i}</script>");
        }

        await SendAsync(app, "/", new string('x', 10_000));
        await SendAsync(app, "/", "(other)");

        Assert.Equal((102, 0, 0), await app.CountsAsync("all"));
        IReadOnlyList<SloCohortStatus> cohorts = app.Registry.Get("all").GetCohorts();
        Assert.Equal(17, cohorts.Count);
        Assert.Equal((SloCohortStatus.Other, 86L), (cohorts[^1].Name, cohorts[^1].Events.Good));
    }

    [Fact]
    public async Task Cohort_OfADelegate_IsWhatItReturnsAndNoneIfItThrows()
    {
        await using KestrelApp app = await StartAsync(objective => objective.CohortBy("value:unused").HttpServer(http => http.CohortValue(
            context => context.Request.Path == "/ignored" ? throw new InvalidOperationException("must not be asked")
                : context.Request.Query["cohort"].ToString() is var cohort && cohort == "throw" ? throw new InvalidOperationException("of the app")
                : cohort.Length == 0 ? null : cohort)));
        await app.GetAsync("/?cohort=a");
        await app.GetAsync("/down?cohort=b");
        await app.GetAsync("/?cohort=throw");
        await app.GetAsync("/");
        await app.GetAsync("/ignored");

        await AssertCohortsAsync(app, ("a", 1, 0), ("b", 0, 1));
        Assert.Equal((3, 1, 1), await app.CountsAsync("all"));
    }

    // A history of a month must not be lost because canaries are compared from now on.
    [Fact]
    public void Cohorts_OfAnObjective_KeepItsHistory()
    {
        SloObjectiveBuilder Declare(Action<HttpIndicatorBuilder>? more = null) => new SloObjectiveBuilder("all").TargetPercent(99).HttpServer(more);

        Assert.Equal(Declare().Build().CountingKey, Declare(http => http.CohortValue(_ => "a")).CohortByHeader("X-Version").Build().CountingKey);
        Assert.NotEqual(Declare().Build().CountingKey, Declare(http => http.Judge(_ => null)).Build().CountingKey);
    }

    [Theory]
    [InlineData("version", null)]
    [InlineData("value:blue", "blue")]
    [InlineData("header:x-version", "3.0")]
    public async Task Cohort_OfConfiguration_IsThatOfTheKey(string source, string? expected)
    {
        await using KestrelApp app = await KestrelApp.StartAsync(
            options => options.AddObjective("all", objective => objective.TargetPercent(99).HttpServer()),
            Map,
            builder =>
            {
                builder.Configuration.AddInMemoryCollection([new("Cohorts:Objectives:all:CohortBy", source)]);
                builder.Services.AddSlo(builder.Configuration.GetSection("Cohorts"));
            });
        await SendAsync(app, "/", "3.0");

        var version = Assembly.GetEntryAssembly()!.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
        await AssertCohortsAsync(app, (expected ?? version, 1, 0));
    }

    // The history stays: canaries are compared from now on, by what configuration says now.
    [Fact]
    public async Task Cohort_OfConfigurationThatIsReloaded_IsThatOfTheNewKey()
    {
        IConfigurationRoot? configuration = null;
        await using KestrelApp app = await KestrelApp.StartAsync(
            options => options.AddObjective("all", objective => objective.TargetPercent(99).HttpServer()),
            Map,
            builder =>
            {
                builder.Configuration.AddInMemoryCollection([new("Cohorts:Objectives:all:CohortBy", "value:blue")]);
                builder.Services.AddSlo(builder.Configuration.GetSection("Cohorts"));
                configuration = builder.Configuration;
            });
        SloTracker tracker = app.Registry.Get("all");
        await SendAsync(app, "/", "3.0");
        await AssertCohortsAsync(app, ("blue", 1, 0));

        configuration!["Cohorts:Objectives:all:CohortBy"] = "header:X-Version";
        configuration.Reload();
        await Eventually.TrueAsync(
            () =>
            {
                app.Time.Advance(TimeSpan.FromSeconds(1));
                return app.Registry.Get("all").Objective.CohortBy?.Header == "X-Version";
            },
            "the reload");
        await SendAsync(app, "/", "3.0");

        await AssertCohortsAsync(app, ("blue", 1, 0), ("3.0", 1, 0));
        Assert.Same(tracker, app.Registry.Get("all"));
    }

    [Fact]
    public async Task Objective_WithoutCohorts_HasNoneWhateverTheHeadersAre()
    {
        await using KestrelApp app = await StartAsync(objective => objective.HttpServer());
        await SendAsync(app, "/", "1.0");

        await AssertCohortsAsync(app);
    }

    private static Task<KestrelApp> StartAsync(Action<SloObjectiveBuilder> configure) => KestrelApp.StartAsync(
        options => options.AddObjective("all", objective => configure(objective.TargetPercent(99))), Map);

    private static void Map(WebApplication app)
    {
        app.MapGet("/", () => "ok");
        app.MapGet("/down", () => Results.StatusCode(503));
        app.MapGet("/ignored", (HttpContext context) => context.GetSloRequest()?.MarkIgnored());
    }

    private static async Task SendAsync(KestrelApp app, string path, params string[] versions)
    {
        app.WillSend();
        using HttpRequestMessage request = new(HttpMethod.Get, path);
        foreach (var version in versions)
        {
            request.Headers.TryAddWithoutValidation("X-Version", version);
        }

        using HttpResponseMessage response = await app.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static async Task AssertCohortsAsync(KestrelApp app, params (string Name, long Good, long Bad)[] expected)
    {
        await app.CountsAsync("all");
        app.Time.Advance(TimeSpan.FromSeconds(1));
        app.Registry.Evaluate();
        Assert.Equal(
            expected.OrderBy(cohort => cohort.Name, StringComparer.Ordinal),
            app.Registry.Get("all").GetCohorts().OrderBy(cohort => cohort.Name, StringComparer.Ordinal)
                .Select(cohort => (cohort.Name, cohort.Events.Good, cohort.Events.Bad)));
    }
}
