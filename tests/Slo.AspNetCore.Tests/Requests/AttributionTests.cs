using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Slo.AspNetCore.Requests;
using Slo.Testing;
using Xunit;

namespace Slo.AspNetCore.Tests.Requests;

public sealed class AttributionTests
{
    private const string Chrome = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36";

    [Fact]
    public async Task BadRequests_AreAttributedToRouteReasonCallerAndDependency()
    {
        await using KestrelApp app = await StartAsync(objective => objective.HttpServer());
        for (var i = 0; i < 30; i++)
        {
            await SendAsync(app, $"/orders/{i}?token=sesame", Chrome);
        }

        await SendAsync(app, "/down", "curl/8.0");
        await SendAsync(app, "/nowhere", "something/1.0");
        await SendAsync(app, "/orders/1", null);

        SloAttribution found = await FoundAsync(app, 33);
        SloContributor contributor = Assert.Single(found.Contributors);
        Assert.Contains(new(SloDimension.Operation, "GET /orders/{id}"), contributor.Values);
        Assert.Equal(
            [
                new(SloDimension.Reason, "503"), new(SloDimension.Operation, "GET /orders/{id}"),
                new(SloDimension.Dependency, "payments"), new(SloDimension.Caller, "chrome"),
            ],
            contributor.Exemplars.First(one => one.Values.Count == 4).Values);
        Assert.All(contributor.Exemplars, one => Assert.Equal((32, 16, null), (one.TraceId!.Length, one.SpanId!.Length, one.RequestId)));
        Assert.DoesNotContain("sesame", found.Summary, StringComparison.Ordinal);
    }

    // Logs know it by the id that the server gave it.
    [Theory]
    [InlineData(null)]
    [InlineData("6f9619ff-8b86-d011-b42d-00c04fc964ff")]
    [InlineData("<script>")]
    public async Task BadRequests_WithoutATrace_HaveTheirRequestIds(string? own)
    {
        ConcurrentQueue<string> ids = [];
        await using KestrelApp app = await KestrelApp.StartAsync(
            options => options.AddObjective("all", objective => objective.TargetPercent(99).HttpServer()),
            web =>
            {
                web.Use((context, next) =>
                {
                    Activity.Current = null;
                    context.TraceIdentifier = own ?? context.TraceIdentifier;
                    ids.Enqueue(context.TraceIdentifier);
                    return next();
                });
                web.UseSlo();
                web.MapGet("/down", () => Results.StatusCode(503));
            },
            useSlo: false);
        for (var i = 0; i < 20; i++)
        {
            await SendAsync(app, "/down", Chrome);
        }

        SloContributor found = Assert.Single((await FoundAsync(app, 20)).Contributors);
        Assert.All(found.Exemplars, one => Assert.Equal((null, null), (one.TraceId, one.SpanId)));
        Assert.All(found.Exemplars, one => Assert.Equal(own != "<script>", one.RequestId is { } id && ids.Contains(id)));
    }

    [Fact]
    public async Task Caller_OfAHeader_IsItsFirstValue()
    {
        await using KestrelApp app = await StartAsync(objective => objective.HttpServer(http => http.CallerHeader("X-Client")));
        for (var i = 0; i < 20; i++)
        {
            await SendAsync(app, "/down", null, "acme");
        }

        await SendAsync(app, "/down", null, "other-one");
        await SendAsync(app, "/down", null, "third");

        SloAttribution found = await FoundAsync(app, 22);
        Assert.Equal("acme", Assert.Single(found.Contributors).Name);
    }

    [Theory]
    [InlineData("X-Api-Key")]
    [InlineData("Authorization")]
    [InlineData("Cookie")]
    [InlineData("X-CSRF-TOKEN")]
    [InlineData("X-Session-Id")]
    [InlineData("X-Passwd")]
    public void Caller_OfAHeaderWithSecrets_IsRefused(string header)
    {
        ArgumentException refused = Assert.Throws<ArgumentException>(
            () => new SloObjectiveBuilder("all").HttpServer(http => http.CallerHeader(header)));

        Assert.Contains(header, refused.Message, StringComparison.Ordinal);
    }

    // The two lists were different once.
    [Fact]
    public void SecretHeaders_OfCallersAndCohorts_AreTheSame() => Assert.All(SloSecretNames.Words, word =>
    {
        Assert.Throws<ArgumentException>(() => new SloObjectiveBuilder("all").HttpServer(http => http.CallerHeader($"X-{word}-Id")));
        Assert.Throws<SloDefinitionException>(() => new SloObjectiveBuilder("all").TargetPercent(99).CohortByHeader($"X-{word}-Id").Build());
    });

    [Theory]
    [InlineData(null, null)]
    [InlineData(" ", null)]
    [InlineData(Chrome, "chrome")]
    [InlineData("Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15", "safari")]
    [InlineData("Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/140.0", "firefox")]
    [InlineData("Mozilla/5.0 (compatible; Googlebot/2.1)", "bot")]
    [InlineData("kube-probe/1.30", "probe")]
    [InlineData("grpc-dotnet/2.71.0", "grpc")]
    [InlineData("<script>alert(1)</script>\r\n", "other")]
    public void UserAgent_OfAnyText_IsOneOfAClosedSet(string? userAgent, string? family)
    {
        Assert.Equal(family, UserAgents.FamilyOf(userAgent));
        Assert.Equal(0, Allocations.Of(() => UserAgents.FamilyOf(userAgent)));
    }

    private static async Task<SloAttribution> FoundAsync(KestrelApp app, long events)
    {
        Assert.Equal(events, (await app.CountsAsync("all")).Bad);
        app.Time.Advance(TimeSpan.FromSeconds(1));
        app.Registry.Evaluate();
        return app.Registry.Get("all").GetContributors(app.Time.GetUtcNow().AddMinutes(-1), app.Time.GetUtcNow());
    }

    private static Task<KestrelApp> StartAsync(Func<SloObjectiveBuilder, SloObjectiveBuilder> configure) => KestrelApp.StartAsync(
        options => options.AddObjective("all", objective => configure(objective.TargetPercent(99))),
        web =>
        {
            web.MapGet("/orders/{id}", (HttpContext context) =>
            {
                context.GetSloRequest()?.MarkDependencyFailed("payments");
                return Results.StatusCode(503);
            });
            web.MapGet("/down", () => Results.StatusCode(503));
            web.MapFallback(() => Results.StatusCode(500));
        });

    private static async Task SendAsync(KestrelApp app, string path, string? userAgent, string? client = null)
    {
        app.WillSend();
        using HttpRequestMessage request = new(HttpMethod.Get, path);
        if (userAgent is not null)
        {
            request.Headers.TryAddWithoutValidation("User-Agent", userAgent);
        }

        if (client is not null)
        {
            request.Headers.TryAddWithoutValidation("X-Client", client);
        }

        using HttpResponseMessage response = await app.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
