using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Slo.Soak.App;

/// <summary>What the app does: most of it works, some of it fails, throws or is slow, each by a number and not by chance.</summary>
internal sealed class Endpoints
{
    internal const string Meter = "Soak";
    internal const string Orders = "soak.orders";
    internal const string Age = "soak.queue.age";

    /// <summary>Slower than the objective of the search allows, by far.</summary>
    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(700);

    // Of 2,000 orders read, the first 400 meet an outage: five seconds in twenty-five, in which alerts fire, and then resolve.
    private const int OutageEvery = 2_000;
    private const int OutageLength = 400;

    private static readonly byte[] Exported = new byte[64 * 1024];

    private readonly Counter<long> _orders;
    private long _read;
    private long _placed;
    private long _searched;
    private long _listed;
    private long _exported;

    internal Endpoints(IServiceProvider services)
    {
        Meter meter = services.GetRequiredService<IMeterFactory>().Create(Meter);
        _orders = meter.CreateCounter<long>(Orders);
        meter.CreateObservableGauge(Age, () => (double)(Interlocked.Read(ref _placed) % 100));
    }

    internal void Map(WebApplication app)
    {
        app.MapGet("/orders/{id}", ReadOrder);
        app.MapPost("/orders", PlaceOrder);
        app.MapGet("/search", SearchAsync);
        app.MapGet("/catalogue/{kind}", () => Interlocked.Increment(ref _listed) % 10 == 0 ? Results.NotFound() : Results.Text("shoes"));
        app.MapGet("/export", ExportAsync);
    }

    private IResult ReadOrder(string id)
    {
        var number = Interlocked.Increment(ref _read) % OutageEvery;
        var fails = number < OutageLength && number % 2 == 0;
        return fails ? Results.StatusCode(StatusCodes.Status503ServiceUnavailable) : Results.Text(id);
    }

    private IResult PlaceOrder()
    {
        var isPlaced = Interlocked.Increment(ref _placed) % 50 != 0;
        _orders.Add(1, new KeyValuePair<string, object?>("result", isPlaced ? "placed" : "failed"));
        return isPlaced ? Results.Accepted() : throw new InvalidOperationException("one in fifty");
    }

    // A status of its own for what was slow, so that the client can count it.
    private async Task<IResult> SearchAsync()
    {
        if (Interlocked.Increment(ref _searched) % 100 != 0)
        {
            return Results.Text("found");
        }

        await Task.Delay(Slow, TimeProvider.System);
        return Results.StatusCode(StatusCodes.Status203NonAuthoritative);
    }

    private async Task ExportAsync(HttpContext context)
    {
        if (Interlocked.Increment(ref _exported) % 200 == 0)
        {
            context.Response.StatusCode = StatusCodes.Status502BadGateway;
            return;
        }

        for (var from = 0; from < Exported.Length; from += 16 * 1024)
        {
            await context.Response.Body.WriteAsync(Exported.AsMemory(from, 16 * 1024));
            await context.Response.Body.FlushAsync();
        }
    }
}
