using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Slo.AspNetCore.Tests.Api;

public sealed class SloApiCachingTests
{
    private const string List = "/slo/api/v1/slos";

    [Theory]
    [InlineData(List)]
    [InlineData(List + "?view=summary&limit=1")]
    [InlineData("/slo/api/v1/alerts")]
    public async Task List_ThatTheClientHas_Is304UntilTheNextEvaluation(string path)
    {
        await using KestrelApp app = await StartAsync();
        (_, var tag, var body) = await AskAsync(app, path);
        app.Registry.Get("api").Record(50, 50);

        foreach (var known in new[] { tag, tag[2..], "*", $"\"x\", {tag}" })
        {
            Assert.Equal((HttpStatusCode.NotModified, tag, ""), await AskAsync(app, path, known));
        }

        foreach (var unknown in new[] { null, "\"x\"", "junk", tag[..^2] + "\"" })
        {
            Assert.Equal((HttpStatusCode.OK, tag, body), await AskAsync(app, path, unknown));
        }

        Evaluate(app);
        (HttpStatusCode status, var newTag, var newBody) = await AskAsync(app, path, tag);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.NotEqual(tag, newTag);
        Assert.NotEqual(body, newBody);
    }

    // A tag that two processes could both give would make a client of both keep the other's numbers.
    [Fact]
    public async Task Tag_OfAnotherProcess_IsAnother()
    {
        await using KestrelApp one = await StartAsync();
        await using KestrelApp other = await StartAsync();

        Assert.NotEqual((await AskAsync(one, List)).Tag, (await AskAsync(other, List)).Tag);
    }

    [Fact]
    public async Task List_IsNeverOlderThanTheLastEvaluation()
    {
        await using KestrelApp app = await StartAsync();
        for (var i = 1; i <= 3; i++)
        {
            app.Registry.Get("api").Record(10, 0);
            app.Registry.Get("api").Record(SloOutcome.Ignored);
            Evaluate(app);
            JsonNode list = JsonNode.Parse((await AskAsync(app, List)).Body)!;

            Assert.Equal(app.Time.GetUtcNow(), list["asOf"]!.GetValue<DateTimeOffset>());
            JsonNode slo = list["slos"]![0]!;
            Assert.Equal((10 * i, i), (slo["totalEvents"]!.GetValue<int>(), slo["ignoredEvents"]!.GetValue<int>()));
        }
    }

    [Fact]
    public async Task List_AfterAChangeOfDefinitions_ShowsIt()
    {
        await using KestrelApp app = await StartAsync();
        (_, var tag, _) = await AskAsync(app, List);
        app.Registry.Add(new SloObjectiveBuilder("added").TargetPercent(99).Build());
        (HttpStatusCode status, _, var body) = await AskAsync(app, List, tag);

        Assert.Equal((HttpStatusCode.OK, 3), (status, JsonNode.Parse(body)!["total"]!.GetValue<int>()));
    }

    [Fact]
    public async Task Head_OfAPage_HasTheHeadersOfGetAndNoBody()
    {
        await using KestrelApp app = await StartAsync();
        var (get, head) = (await SendAsync(HttpMethod.Get), await SendAsync(HttpMethod.Head));
        (HttpStatusCode known, _, _) = await AskAsync(app, List + "?limit=1", head.Headers.ETag!.ToString(), HttpMethod.Head);

        Assert.Equal(Told(get), Told(head));
        Assert.Equal("<?cursor=api&limit=1>; rel=\"next\"", Assert.Single(head.Headers.GetValues("Link")));
        Assert.Equal(get.Content.Headers.ContentType, head.Content.Headers.ContentType);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal(HttpStatusCode.NotModified, known);

        static IEnumerable<string> Told(HttpResponseMessage response) => response.Headers
            .Where(header => header.Key is not ("Date" or "Transfer-Encoding"))
            .Select(header => $"{header.Key}: {string.Join(", ", header.Value)}").Order(StringComparer.Ordinal);

        Task<HttpResponseMessage> SendAsync(HttpMethod method) =>
            app.Client.SendAsync(new HttpRequestMessage(method, List + "?limit=1"), TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("text/html")]
    [InlineData("application/json;q=0.1, */*")]
    [InlineData("application/xml;q=junk")]
    public async Task List_WhateverIsAccepted_IsJson(string accept)
    {
        await using KestrelApp app = await StartAsync();
        app.Client.DefaultRequestHeaders.TryAddWithoutValidation("Accept", accept);
        using HttpResponseMessage response = await app.Client.GetAsync(List, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/json; charset=utf-8", response.Content.Headers.ContentType!.ToString());
    }

    [Fact]
    public async Task Tag_OfWhoMayNotComeIn_OpensNothing()
    {
        await using KestrelApp app = await StartAsync(mapped => mapped.RequireAuthorization());
        app.Client.DefaultRequestHeaders.Add("X-User", "operator");
        (_, var tag, _) = await AskAsync(app, List);
        app.Client.DefaultRequestHeaders.Remove("X-User");

        Assert.Equal(HttpStatusCode.Unauthorized, (await AskAsync(app, List, tag)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await AskAsync(app, List, "*")).Status);
    }

    private static async Task<(HttpStatusCode Status, string Tag, string Body)> AskAsync(
        KestrelApp app, string path, string? known = null, HttpMethod? method = null)
    {
        using HttpRequestMessage request = new(method ?? HttpMethod.Get, path);
        if (known is not null)
        {
            request.Headers.TryAddWithoutValidation("If-None-Match", known);
        }

        using HttpResponseMessage response = await app.Client.SendAsync(request, TestContext.Current.CancellationToken);
        if (response.StatusCode is HttpStatusCode.OK or HttpStatusCode.NotModified)
        {
            Assert.Equal("no-cache, private", response.Headers.CacheControl!.ToString());
            Assert.True(response.Headers.ETag!.IsWeak);
        }

        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return (response.StatusCode, response.Headers.ETag?.ToString() ?? "", body);
    }

    private static void Evaluate(KestrelApp app)
    {
        app.Time.Advance(TimeSpan.FromSeconds(1));
        app.Registry.Evaluate();
    }

    private static Task<KestrelApp> StartAsync(Action<IEndpointConventionBuilder>? open = null) => KestrelApp.StartAsync(
        options =>
        {
            options.AddObjective("api", objective => objective.TargetPercent(99));
            options.AddObjective("jobs", objective => objective.TargetPercent(99));
        },
        app => (open ?? (mapped => mapped.AllowAnonymous()))(app.MapSloApi()),
        builder =>
        {
            builder.Services.AddAuthentication(ClosedScheme.Name).AddScheme<AuthenticationSchemeOptions, ClosedScheme>(ClosedScheme.Name, null);
            builder.Services.AddAuthorization();
        });
}
