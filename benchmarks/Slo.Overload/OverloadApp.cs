using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Slo.Overload;

/// <summary>
/// A shop on a real Kestrel with a resource for a few requests at once, such as the connections to its database. Checkout and
/// recommendations need it alike; who waits for it too long fails.
/// </summary>
internal sealed class OverloadApp : IAsyncDisposable
{
    internal const int Places = 8;

    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(250);

    private readonly SemaphoreSlim _places = new(Places, Places);
    private readonly WebApplication _app;

    private OverloadApp(WebApplication app) => _app = app;

    /// <summary>Within this a checkout is good.</summary>
    internal static TimeSpan Threshold { get; } = TimeSpan.FromMilliseconds(200);

    internal static TimeSpan Work { get; } = TimeSpan.FromMilliseconds(20);

    internal static int Capacity => (int)(Places / Work.TotalSeconds);

    internal Uri Address => new(_app.Urls.Single());

    internal bool Sheds { get; private init; }

    internal static async Task<OverloadApp> StartAsync(bool sheds)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddSlo(options => options.EvaluationInterval = TimeSpan.FromMilliseconds(200))
            .AddObjective("checkout", o => o.TargetPercent(99).Rolling(TimeSpan.FromHours(1)).UnobservedTime(UnobservedTime.Exclude)
                .HttpServer(http => http.Route("/checkout")).FasterThan(Threshold)
                .BurnRateRule(AlertSeverity.Page, 5, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(2), minimumEvents: 50));
        OverloadApp app = new(builder.Build()) { Sheds = sheds };
        app._app.MapGet("/checkout", app.UseAsync);
        RouteHandlerBuilder optional = app._app.MapGet("/recommendations", app.UseAsync);
        if (sheds)
        {
            optional.RequireErrorBudget("checkout");
        }

        await app._app.StartAsync();
        return app;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _places.Dispose();
    }

    private async Task<IResult> UseAsync()
    {
        if (!await _places.WaitAsync(LongestWait))
        {
            return Results.StatusCode(StatusCodes.Status504GatewayTimeout);
        }

        try
        {
            await Task.Delay(Work, TimeProvider.System);
            return Results.Ok();
        }
        finally
        {
            _places.Release();
        }
    }
}
