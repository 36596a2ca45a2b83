using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Slo.AspNetCore.Tests.Api;

public sealed class SloApiAccessTests
{
    private static readonly string[] Paths = ["/slo/api/v1/slos", "/slo/api/v1/slos/all", "/slo/api/v1/slos/all/series", "/slo/api/v1/slos/all/history", "/slo/api/v1/slos/all/alerts", "/slo/api/v1/alerts", "/slo/api/v1/slos/all/incidents", "/slo/api/v1/incidents", "/slo/api/v1/ledger", "/slo/api/v1/definitions", "/slo/api/v1/slos/unknown"];

    [Fact]
    public async Task Api_ThatNobodyOpened_Answers403AndHowToOpenIt()
    {
        await using KestrelApp app = await KestrelApp.StartAsync(TestObjectives.AllAnd(), app => app.MapSloApi());
        foreach (var path in Paths)
        {
            using HttpResponseMessage response = await app.Client.GetAsync(path, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
            Assert.Equal(
                (403, "Forbidden", "This API is closed until the app opens it: add .RequireAuthorization() or .AllowAnonymous() to MapSloApi."),
                await ProblemAsync(response));
        }
    }

    [Theory]
    [InlineData("X-Forwarded-For", "127.0.0.1")]
    [InlineData("Forwarded", "for=127.0.0.1;host=localhost")]
    [InlineData("X-Original-For", "127.0.0.1")]
    [InlineData("X-User", "operator")]
    public async Task Api_ThatNobodyOpened_StaysClosedWhateverTheHeadersSay(string header, string value)
    {
        await using KestrelApp app = await KestrelApp.StartAsync(TestObjectives.AllAnd(), app =>
        {
            app.UseForwardedHeaders(new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.All });
            app.MapSloApi();
        });
        using HttpRequestMessage request = new(HttpMethod.Get, Paths[0]);
        request.Headers.TryAddWithoutValidation(header, value);
        using HttpResponseMessage response = await app.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task Api_OpenToAnyone_Answers200()
    {
        await using KestrelApp app = await KestrelApp.StartAsync(TestObjectives.AllAnd(), app => app.MapSloApi().AllowAnonymous());
        foreach (var path in Paths[..^1])
        {
            Assert.Equal(HttpStatusCode.OK, await app.GetAsync(path));
        }
    }

    [Fact]
    public async Task Api_WithRequiredAuthorization_Answers401UntilCredentialsCome()
    {
        await using KestrelApp app = await KestrelApp.StartAsync(
            TestObjectives.AllAnd(),
            app => app.MapSloApi().RequireAuthorization(),
            builder =>
            {
                builder.Services.AddAuthentication(ClosedScheme.Name).AddScheme<AuthenticationSchemeOptions, ClosedScheme>(ClosedScheme.Name, null);
                builder.Services.AddAuthorization();
            });
        foreach (var path in Paths)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await app.GetAsync(path));
        }

        app.Client.DefaultRequestHeaders.Add("X-User", "operator");
        Assert.Equal(HttpStatusCode.OK, await app.GetAsync(Paths[0]));
    }

    [Theory]
    [InlineData("GET", 200)]
    [InlineData("HEAD", 200)]
    [InlineData("POST", 405)]
    [InlineData("DELETE", 405)]
    public async Task Api_TakesReadingMethodsOnly(string method, int expected)
    {
        await using KestrelApp app = await KestrelApp.StartAsync(TestObjectives.AllAnd(), app => app.MapSloApi().AllowAnonymous());

        Assert.Equal(expected, (int?)await app.SendAsync(new HttpMethod(method), Paths[0]));
    }

    [Fact]
    public async Task Head_OfTheList_HasHeadersAndNoBody()
    {
        await using KestrelApp app = await KestrelApp.StartAsync(TestObjectives.AllAnd(), app => app.MapSloApi().AllowAnonymous());
        using HttpRequestMessage request = new(HttpMethod.Head, Paths[0]);
        using HttpResponseMessage response = await app.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal("application/json; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        Assert.Equal("no-cache, private", response.Headers.CacheControl!.ToString());
        Assert.Empty(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Api_UnderAPathBaseAndItsOwnPrefix_Answers()
    {
        await using KestrelApp app = await KestrelApp.StartAsync(TestObjectives.AllAnd(), app =>
        {
            app.UsePathBase("/shop");
            app.UseRouting();
            app.MapSloApi("/ops/slo").AllowAnonymous();
        });

        Assert.Equal(HttpStatusCode.OK, await app.GetAsync("/shop/ops/slo/v1/slos/all"));
        Assert.Equal(HttpStatusCode.NotFound, await app.GetAsync("/slo/api/v1/slos"));
        Assert.Equal((1, 0, 0), await app.CountsAsync("all"));
    }

    [Fact]
    public async Task UnknownObjective_IsA404ThatEchoesNothing()
    {
        await using KestrelApp app = await KestrelApp.StartAsync(TestObjectives.AllAnd(), app => app.MapSloApi().AllowAnonymous());
        foreach (var path in new[] { "/slo/api/v1/slos/%3Cscript%3E", "/slo/api/v1/slos/unknown/series", "/slo/api/v1/slos/unknown/history", "/slo/api/v1/slos/unknown/alerts" })
        {
            using HttpResponseMessage response = await app.Client.GetAsync(path, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
            Assert.Equal((404, "Not Found", "No objective of this name is declared."), await ProblemAsync(response));
        }
    }

    [Theory]
    [InlineData("?state=broken", "state must be one of noData, healthy, atRisk, exhausted.")]
    [InlineData("?state=1", "state must be one of noData, healthy, atRisk, exhausted.")]
    [InlineData("?state=", "state must be one of noData, healthy, atRisk, exhausted.")]
    [InlineData("?state=Healthy,AtRisk", "state must be one of noData, healthy, atRisk, exhausted.")]
    [InlineData("/all/series?from=yesterday", "from and to must be RFC 3339 times, from before to, for example 2026-01-01T00:00:00Z.")]
    [InlineData("/all/series?to=", "from and to must be RFC 3339 times, from before to, for example 2026-01-01T00:00:00Z.")]
    [InlineData("/all/series?from=2026-01-01T00:00:00Z&to=2026-01-01T00:00:00Z", "from and to must be RFC 3339 times, from before to, for example 2026-01-01T00:00:00Z.")]
    [InlineData("/all/series?to=0001-01-01T00:00:00Z", "from and to must be RFC 3339 times, from before to, for example 2026-01-01T00:00:00Z.")]
    [InlineData("/all/series?step=0.5", "step must be whole seconds, from 1s to 400d, for example 10s or 5m.")]
    [InlineData("/all/series?step=999ms", "step must be whole seconds, from 1s to 400d, for example 10s or 5m.")]
    [InlineData("/all/series?step=10675199d", "step must be whole seconds, from 1s to 400d, for example 10s or 5m.")]
    [InlineData("/all/series?step=1s500ms", "step must be whole seconds, from 1s to 400d, for example 10s or 5m.")]
    [InlineData("/month/series?from=2025-12-01T00:00:00Z&step=1s", "The result would have more than 5000 steps: use a longer step or a shorter range.")]
    public async Task OddQuery_IsA400WithTheRule(string query, string detail)
    {
        await using KestrelApp app = await KestrelApp.StartAsync(
            options =>
            {
                TestObjectives.AllAnd()(options);
                options.AddObjective("month", objective => objective.TargetPercent(99));
            },
            app => app.MapSloApi().AllowAnonymous());
        using HttpResponseMessage response = await app.Client.GetAsync("/slo/api/v1/slos" + query, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal((400, "Bad Request", detail), await ProblemAsync(response));
    }

    [Theory]
    [InlineData("?from=0001-01-01T00:00:00Z&step=5m")]
    [InlineData("?to=9999-12-31T23:59:59Z&from=2026-01-01T00:00:00Z")]
    [InlineData("?step=400d")]
    [InlineData("?from=2026-01-01T01:00:00%2B01:00&to=2026-01-01T00:00:01Z")]
    public async Task ExtremeRange_OfASeries_IsAnswered(string query)
    {
        await using KestrelApp app = await KestrelApp.StartAsync(TestObjectives.AllAnd(), app => app.MapSloApi().AllowAnonymous());

        Assert.Equal(HttpStatusCode.OK, await app.GetAsync("/slo/api/v1/slos/all/series" + query));
    }

    private static async Task<(int, string?, string?)> ProblemAsync(HttpResponseMessage response)
    {
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        Assert.True(response.Headers.CacheControl!.NoStore);
        using JsonDocument problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        JsonElement root = problem.RootElement;
        return (root.GetProperty("status").GetInt32(), root.GetProperty("title").GetString(), root.GetProperty("detail").GetString());
    }
}
