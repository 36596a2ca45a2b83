using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Slo.Hosting.Gates;
using Xunit;

namespace Slo.AspNetCore.Tests.Shedding;

/// <summary>
/// The mechanism of shedding, without a race: a resource for a few requests at once, held by optional requests until the test lets go of
/// them. A critical request that finds no place fails.
/// </summary>
public sealed class OverloadTests
{
    private const int Places = 4;

    [Theory]
    [InlineData(false, 0, 20)]
    [InlineData(true, 15, 5)]
    public async Task CriticalRequests_WhileOptionalOnesTakeAllPlaces_SucceedOnceTheseAreShed(bool sheds, int good, int bad)
    {
        using SemaphoreSlim places = new(Places, Places);
        TaskCompletionSource release = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using KestrelApp app = await StartAsync(places, () => release.Task, sheds);
        List<HttpStatusCode> critical = [];
        for (var round = 0; round < 4; round++)
        {
            // More than there is room for. Each holds its place until the end of the round. One that came later would hold it for ever.
            Task<HttpStatusCode?>[] optional = [.. Enumerable.Range(0, 2 * Places).Select(_ => app.GetAsync("/optional"))];
            await Slo.Testing.Eventually.TrueAsync(
                () => optional.Count(one => one.IsCompleted) + Places - places.CurrentCount == optional.Length,
                "all optional requests to be in or refused");
            for (var i = 0; i < 5; i++)
            {
                critical.Add((await app.GetAsync("/critical"))!.Value);
            }

            TaskCompletionSource ended = release;
            release = new(TaskCreationOptions.RunContinuationsAsynchronously);
            ended.SetResult();
            await Task.WhenAll(optional);
            await app.CountsAsync("checkout");
            app.Time.Advance(TimeSpan.FromSeconds(1));
            app.Registry.Evaluate();

            // As after each evaluation of a host. Of requests that come while a gate is judged, some still get the verdict before.
            app.Services.GetRequiredService<SloGates>().Look();
        }

        Assert.Equal((good, bad), (critical.Count(status => status == HttpStatusCode.OK), critical.Count(status => status != HttpStatusCode.OK)));
        Assert.Equal((good, bad, 0), await app.CountsAsync("checkout"));
    }

    private static Task<KestrelApp> StartAsync(SemaphoreSlim places, Func<Task> held, bool sheds) => KestrelApp.StartAsync(
        options => options.AddObjective("checkout", objective => objective.TargetPercent(99).Rolling(TimeSpan.FromHours(1))
            .HttpServer(http => http.Route("/critical"))),
        app =>
        {
            app.MapGet("/critical", async () => await UseAsync(places, () => Task.CompletedTask));
            RouteHandlerBuilder optional = app.MapGet("/optional", async () => await UseAsync(places, held));
            if (sheds)
            {
                optional.RequireErrorBudget("checkout");
            }
        });

    private static async Task<IResult> UseAsync(SemaphoreSlim places, Func<Task> work)
    {
        if (!await places.WaitAsync(TimeSpan.Zero))
        {
            return Results.StatusCode(StatusCodes.Status500InternalServerError);
        }

        try
        {
            await work();
            return Results.Ok();
        }
        finally
        {
            places.Release();
        }
    }
}
