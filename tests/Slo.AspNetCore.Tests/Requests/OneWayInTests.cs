using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace Slo.AspNetCore.Tests.Requests;

/// <summary>Every way to add SLOs to a web app reads the same section and counts each request once, ahead of other middleware.</summary>
public sealed class OneWayInTests
{
    private static readonly Dictionary<string, Action<WebApplicationBuilder>> Ways = new()
    {
        ["web app"] = builder => builder.AddSlo(),
        ["any host, as service defaults call it"] = builder => ((IHostApplicationBuilder)builder).AddSlo(),
        ["services"] = builder => builder.Services.AddSlo(),
        ["section"] = builder => builder.Services.AddSlo(builder.Configuration.GetSection("Slo")),
        ["all"] = builder =>
        {
            builder.Services.AddSlo();
            ((IHostApplicationBuilder)builder).AddSlo();
            builder.AddSlo();
        },
    };

    public static TheoryData<string> Names => [.. Ways.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task AddSlo_InAnyWay_CountsARequestOnceAheadOfAll(string way)
    {
        await using WebApplication app = Build(Ways[way]);
        app.Use((context, next) => context.Request.Path == "/cut" ? Task.CompletedTask : next(context));
        app.MapGet("/ok", () => "ok");
        await CallAsync(app, "/ok", "/cut");

        Assert.Equal(2, app.Services.GetRequiredService<SloRegistry>().Get("all").Total.Good);
    }

    // Unless UseSlo at a place of the app's own replaces the middleware in front, the request that is cut off would count.
    [Theory]
    [InlineData("services")]
    [InlineData("any host, as service defaults call it")]
    public async Task UseSlo_AtAPlaceOfTheApp_DecidesWhatCounts(string way)
    {
        await using WebApplication app = Build(Ways[way]);
        app.Use((context, next) => context.Request.Path == "/cut" ? Task.CompletedTask : next(context));
        app.UseSlo();
        app.MapGet("/ok", () => "ok");
        await CallAsync(app, "/ok", "/cut");

        Assert.Equal(1, app.Services.GetRequiredService<SloRegistry>().Get("all").Total.Good);
    }

    private static WebApplication Build(Action<WebApplicationBuilder> add)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder();
        builder.WebHost.UseTestServer();
        builder.Configuration.AddInMemoryCollection([new("Slo:Objectives:all:TargetPercent", "99"), new("Slo:Objectives:all:Http:ClientAborts", "Bad")]);
        add(builder);
        return builder.Build();
    }

    private static async Task CallAsync(WebApplication app, params string[] paths)
    {
        CancellationToken cancel = TestContext.Current.CancellationToken;
        await app.StartAsync(cancel);
        using HttpClient client = app.GetTestClient();
        foreach (var path in paths)
        {
            (await client.GetAsync(new Uri(path, UriKind.Relative), cancel)).Dispose();
        }

        await app.StopAsync(cancel);
    }
}
