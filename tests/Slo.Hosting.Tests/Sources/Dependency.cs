using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Slo.Testing;

namespace Slo.Hosting.Tests.Sources;

/// <summary>Another service on a real Kestrel at a free port: /status/{code} answers so, /hang never answers.</summary>
internal sealed class Dependency : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Dependency(WebApplication app) => _app = app;

    internal Uri Address => new(_app.Urls.Single());

    /// <summary>A closed port.</summary>
    internal static Uri Nowhere(string address = "127.0.0.1") =>
        new(string.Create(CultureInfo.InvariantCulture, $"http://{address}:{LoopbackPort.FreeNumber(address)}"));

    /// <param name="address">Of the loopback range; one of a test's own keeps the calls of other tests out of its counts.</param>
    internal static async Task<Dependency> StartAsync(string address = "127.0.0.1")
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Parse(address), 0));
        WebApplication app = builder.Build();
        app.MapGet("/status/{code:int}", (int code) => Results.StatusCode(code));
        app.MapGet("/hang", async (HttpContext context) => await Never.EndAsync(context.RequestAborted));
        app.MapGet("/break", (HttpContext context) => context.Abort());
        await app.StartAsync();
        return new Dependency(app);
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
