using System.Globalization;
using System.Net;
using System.Text.Json;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Slo.AspNetCore.Tests.Probes;
using Xunit;

namespace Slo.AspNetCore.Tests.Shedding;

/// <summary>Endpoints of every kind that require an error budget, on a real Kestrel.</summary>
public sealed class SheddingTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Endpoint_WhileTheBudgetBurns_Answers503WithRetryAfterAndOpensAgain()
    {
        await using KestrelApp app = await StartAsync(app => app.MapGet("/optional", () => "ok").RequireErrorBudget("checkout"));
        Assert.Equal(HttpStatusCode.OK, await app.GetAsync("/optional"));

        await BurnAsync(app);
        app.WillSend();
        using HttpResponseMessage response = await app.Client.GetAsync(new Uri("/optional", UriKind.Relative), Cancel);
        using JsonDocument problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancel));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.InRange(response.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(45));
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal((503, SloFindingCodes.Shed), (
            problem.RootElement.GetProperty("status").GetInt32(), problem.RootElement.GetProperty("code").GetString()));

        // Anybody may read it.
        Assert.DoesNotContain("checkout", problem.RootElement.ToString(), StringComparison.Ordinal);

        await RecoverAsync(app);
        Assert.Equal(HttpStatusCode.OK, await app.GetAsync("/optional"));
    }

    [Fact]
    public async Task Endpoint_ByItsCriticality_IsShedFirstLaterOrNever()
    {
        await using KestrelApp app = await StartAsync(app =>
        {
            RouteGroup(app);
            app.MapGet("/plain", () => "ok");
        });
        Assert.Equal("200, 200, 200, 200", await StatusesAsync(app));

        // Above a fifth of the budget, below it, and overspent.
        await CountAsync(app, good: 9_930, bad: 70);
        Assert.Equal("200, 200, 200, 200", await StatusesAsync(app));
        await CountAsync(app, good: 0, bad: 20);
        Assert.Equal("503, 200, 200, 200", await StatusesAsync(app));
        await CountAsync(app, good: 0, bad: 30);
        Assert.Equal("503, 503, 200, 200", await StatusesAsync(app));

        static async Task<string> StatusesAsync(KestrelApp app)
        {
            List<int> statuses = [];
            foreach (var path in new[] { "/group/optional", "/group/important", "/group/critical", "/plain" })
            {
                statuses.Add((int)(await app.GetAsync(path))!.Value);
            }

            return string.Join(", ", statuses);
        }
    }

    [Fact]
    public async Task Page_ThatFiresForAWhile_ShedsWhatIsImportantOnlyLater()
    {
        await using KestrelApp app = await StartAsync(RouteGroup, paging: true);
        await BurnAsync(app);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await app.GetAsync("/group/optional"));
        Assert.Equal(HttpStatusCode.OK, await app.GetAsync("/group/important"));

        app.Time.Advance(TimeSpan.FromSeconds(61));
        await BurnAsync(app);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await app.GetAsync("/group/important"));
        Assert.Equal(HttpStatusCode.OK, await app.GetAsync("/group/critical"));
    }

    // As a bad event of the objective that it protects, each refusal would keep the gate closed that caused it.
    [Fact]
    public async Task ShedRequest_OfTheObjectiveThatItProtects_IsIgnored()
    {
        await using KestrelApp app = await StartAsync(app => app.MapGet("/optional", () => "ok").RequireErrorBudget("CHECKOUT"));
        await BurnAsync(app);
        (long good, long bad, _) = await app.CountsAsync("checkout");
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, await app.GetAsync("/optional"));
        }

        Assert.Equal((good, bad, 5), await app.CountsAsync("checkout"));
    }

    // Its users did not get it: for the objective of the feature itself that is a failure, with a reason of its own.
    [Fact]
    public async Task ShedRequest_OfItsOwnObjective_IsBadBecauseItWasShed()
    {
        await using KestrelApp app = await StartAsync(
            app => app.MapGet("/optional", () => "ok").RequireErrorBudget("checkout").WithSlo("feature"));
        await BurnAsync(app);
        await app.GetAsync("/optional");

        Assert.Equal((0, 1, 0), await app.CountsAsync("feature"));
        Assert.Equal("shed", Assert.Single(app.Registry.Get("feature").GetReasons(top: 5)).Reason);
    }

    [Fact]
    public async Task ShedRequest_WhoseObjectiveIgnores503_IsIgnoredThereToo()
    {
        await using KestrelApp app = await StartAsync(
            app => app.MapGet("/optional", () => "ok").RequireErrorBudget("checkout").WithSlo("lenient"));
        await BurnAsync(app);
        await app.GetAsync("/optional");

        Assert.Equal((0, 0, 1), await app.CountsAsync("lenient"));
    }

    [Fact]
    public async Task Attribute_OfAMinimalEndpoint_IsEnough()
    {
        await using KestrelApp app = await StartAsync(app => app.MapGet("/optional", [RequireErrorBudget("checkout")] () => "ok"));

        await ExpectShedAsync(app, "/optional");
    }

    [Fact]
    public async Task Controller_WithTheAttribute_IsShedUnlessTheActionSaysOtherwise()
    {
        await using KestrelApp app = await StartAsync(
            app => app.MapControllers(),
            builder => builder.Services.AddControllers().AddApplicationPart(typeof(SheddingTests).Assembly)
                .ConfigureApplicationPartManager(parts =>
                {
                    parts.FeatureProviders.Clear();
                    parts.FeatureProviders.Add(new OnlyController(typeof(SuggestionsController)));
                }));

        await ExpectShedAsync(app, "/suggestions/optional");
        Assert.Equal(HttpStatusCode.OK, await app.GetAsync("/suggestions/critical"));
    }

    // A convention of MapControllers comes after the attributes of the actions.
    [Fact]
    public async Task Controller_ThatIsMappedWithARequirement_IsShedUnlessTheActionIsCritical()
    {
        await using KestrelApp app = await StartAsync(
            app => app.MapControllers().RequireErrorBudget("CHECKOUT"),
            builder => builder.Services.AddControllers().AddApplicationPart(typeof(SheddingTests).Assembly)
                .ConfigureApplicationPartManager(parts =>
                {
                    parts.FeatureProviders.Clear();
                    parts.FeatureProviders.Add(new OnlyController(typeof(SuggestionsController)));
                }));

        await ExpectShedAsync(app, "/suggestions/optional");
        Assert.Equal(HttpStatusCode.OK, await app.GetAsync("/suggestions/critical"));
    }

    [Fact]
    public async Task RazorPage_WithTheAttribute_IsShed()
    {
        await using KestrelApp app = await StartAsync(
            app => app.MapRazorPages(),
            builder => builder.Services.AddRazorPages(options => options.RootDirectory = "/Shedding/Pages")
                .AddApplicationPart(typeof(SheddingTests).Assembly));

        await ExpectShedAsync(app, "/suggested");
        Assert.Equal(HttpStatusCode.OK, await app.GetAsync("/plain"));
    }

    [Fact]
    public async Task GrpcCall_WhileTheBudgetBurns_IsUnavailableWithAPushback()
    {
        await using KestrelApp app = await StartAsync(
            app => app.MapGrpcService<ProbeService>().RequireErrorBudget("checkout").WithSlo("feature"),
            builder => builder.Services.AddSingleton<ProbeArrivals>().AddGrpc(), HttpProtocols.Http2);
        using GrpcChannel channel = GrpcChannel.ForAddress(app.Client.BaseAddress!, new GrpcChannelOptions { HttpClient = app.Client });
        Probe.ProbeClient client = new(channel);
        app.WillSend();
        await client.AnswerAsync(new Wish(), cancellationToken: Cancel);

        await BurnAsync(app);
        app.WillSend();
        RpcException refusal = await Assert.ThrowsAsync<RpcException>(
            async () => await client.AnswerAsync(new Wish(), cancellationToken: Cancel));

        Assert.Equal(StatusCode.Unavailable, refusal.StatusCode);
        Assert.Contains(SloFindingCodes.Shed, refusal.Status.Detail, StringComparison.Ordinal);
        Assert.InRange(int.Parse(refusal.Trailers.GetValue("grpc-retry-pushback-ms")!, CultureInfo.InvariantCulture), 30_000, 45_000);
        Assert.Equal((1, 1, 0), await app.CountsAsync("feature"));
    }

    // The endpoint that answers has the metadata of the one that is shed.
    [Fact]
    public async Task ShedRequest_OfAnEndpointThatNeedsAuthorization_IsRefusedAsBefore()
    {
        await using KestrelApp app = await StartAsync(
            app =>
            {
                app.Use((context, next) => context.GetEndpoint()!.Metadata.GetMetadata<Microsoft.AspNetCore.Authorization.IAuthorizeData>() is null
                    ? next(context) : Results.Unauthorized().ExecuteAsync(context));
                app.MapGet("/optional", () => "ok").RequireErrorBudget("checkout").WithMetadata(new Microsoft.AspNetCore.Authorization.AuthorizeAttribute());
            },
            routesFirst: true);
        await BurnAsync(app);

        Assert.Equal(HttpStatusCode.Unauthorized, await app.GetAsync("/optional"));
    }

    [Fact]
    public async Task Host_WithAnObjectiveThatIsNotDeclared_DoesNotStartAndNamesTheEndpoint()
    {
        SloDefinitionException refusal = await Assert.ThrowsAsync<SloDefinitionException>(() => StartAsync(app =>
        {
            app.MapGet("/optional", () => "ok").WithDisplayName("Optional").RequireErrorBudget("chekout");
            app.MapGet("/critical", () => "ok").RequireErrorBudget("chekout", SloCriticality.Critical);
            app.MapGet("/other", () => "ok").RequireErrorBudget("checkout", set: "payments");
        }));

        Assert.Equal([SloFindingCodes.UnknownReference, SloFindingCodes.UnknownReference], refusal.Findings.Select(finding => finding.Code));
        Assert.Contains("endpoint Optional needs the error budget of 'chekout'", refusal.Findings[0].Message, StringComparison.Ordinal);
        Assert.Contains("did you mean checkout?", refusal.Findings[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Host_WithOptionsOutOfRange_DoesNotStart()
    {
        SloDefinitionException refusal = await Assert.ThrowsAsync<SloDefinitionException>(() => StartAsync(
            _ => { },
            builder => builder.Services.AddSlo().ConfigureShedding(options =>
            {
                options.RetryAfter = TimeSpan.Zero;
                options.Optional = new() { MinimumBudgetRatio = 20 };
            })));

        Assert.Equal(
            ["Shedding:Optional:MinimumBudgetRatio", "Shedding:RetryAfter"], refusal.Findings.Select(finding => finding.Path).Order());
    }

    [Fact]
    public async Task RequireErrorBudget_WithoutTheEngine_SaysWhatIsMissing()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        await using WebApplication app = builder.Build();
        app.MapGet("/optional", () => "ok").RequireErrorBudget("checkout");

        Assert.Contains(
            "AddSlo", Assert.Throws<InvalidOperationException>(() => ((IEndpointRouteBuilder)app).DataSources
                .SelectMany(source => source.Endpoints).ToArray()).Message, StringComparison.Ordinal);
    }

    private static void RouteGroup(WebApplication app)
    {
        RouteGroupBuilder group = app.MapGroup("/group").RequireErrorBudget("checkout");
        group.MapGet("/optional", () => "ok");
        group.MapGet("/important", () => "ok").RequireErrorBudget("checkout", SloCriticality.Important);
        group.MapGet("/critical", () => "ok").RequireErrorBudget("checkout", SloCriticality.Critical);
    }

    private static async Task ExpectShedAsync(KestrelApp app, string path)
    {
        Assert.Equal(HttpStatusCode.OK, await app.GetAsync(path));
        await BurnAsync(app);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await app.GetAsync(path));
        (_, _, var ignored) = await app.CountsAsync("checkout");
        Assert.Equal(1, ignored);
    }

    private static Task BurnAsync(KestrelApp app) => CountAsync(app, good: 0, bad: 1_000);

    private static Task RecoverAsync(KestrelApp app)
    {
        app.Time.Advance(TimeSpan.FromHours(2));
        return CountAsync(app, good: 1_000, bad: 0);
    }

    private static async Task CountAsync(KestrelApp app, long good, long bad)
    {
        await app.CountsAsync("checkout");
        app.Registry.Get("checkout").Record(good, bad);
        app.Time.Advance(TimeSpan.FromSeconds(1));
        app.Registry.Evaluate();
    }

    /// <summary>An app whose objective "checkout" takes every request, and no alert fires unless it pages.</summary>
    private static Task<KestrelApp> StartAsync(
        Action<WebApplication> configure, Action<WebApplicationBuilder>? build = null, HttpProtocols protocols = HttpProtocols.Http1,
        bool paging = false, bool routesFirst = false) => KestrelApp.StartAsync(
        options =>
        {
            options.AddObjective("checkout", objective =>
            {
                objective.TargetPercent(99).Rolling(TimeSpan.FromHours(1)).HttpServer().NoRules();
                if (paging)
                {
                    objective.BurnRateRule(AlertSeverity.Page, 10, TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(5));
                }
            });
            options.AddTagged("feature");
            options.AddHttp("lenient", http => http.TaggedEndpoints().IgnoreStatus("503"));
        },
        app =>
        {
            if (routesFirst)
            {
                app.UseRouting();
            }

            configure(app);
        },
        builder =>
        {
            if (paging)
            {
                builder.Services.AddSlo().ConfigureShedding(options =>
                {
                    options.Optional = new() { MinimumBudgetRatio = null };
                    options.Important = new() { MinimumBudgetRatio = null, ClosesAfter = TimeSpan.FromMinutes(1) };
                });
            }

            build?.Invoke(builder);
        },
        protocols);

    [Route("suggestions")]
    [RequireErrorBudget("checkout")]
    public sealed class SuggestionsController : ControllerBase
    {
        [HttpGet("optional")]
        public ContentResult Optional() => Content("ok");

        [HttpGet("critical")]
        [RequireErrorBudget("checkout", Criticality = SloCriticality.Critical)]
        public ContentResult Critical() => Content("ok");
    }
}
