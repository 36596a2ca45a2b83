using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Simmy;
using Polly.Simmy.Fault;
using Slo.Testing;
using Xunit;

namespace Slo.Polly.Tests;

/// <summary>
/// A shop on a real Kestrel, whose checkout calls payments through an <see cref="HttpClient"/> with chaos in its pipeline. The clock and the
/// evaluation are real.
/// </summary>
public sealed class ChaosOnKestrelTests
{
    private const decimal Target = 95;
    private const double Allowed = 0.25;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Chaos_ThatReachesTheUsers_SpendsItsAllowanceStopsItselfAndKeepsTheObjective()
    {
        await using Shop shop = await Shop.StartAsync(retries: 0);
        Assert.Equal(0, await shop.BuyAsync(2_000));
        await shop.StartExperimentAsync(2_000);

        var failed = 0;
        for (var batch = 0; batch < 200 && shop.Experiment.IsRunning; batch++)
        {
            failed += await shop.BuyAsync(100);
        }

        SloChaosRecord record = shop.Experiment.Record!;
        Assert.Equal((SloChaosEnd.AllowanceSpent, SloChaosVerdict.Refuted), (record.EndedBy, record.Verdict));
        Assert.InRange(record.SpentBudgetRatio, 0.8 * Allowed, Allowed);
        Assert.True(record.Injected >= failed && failed >= record.BadEvents, $"{record.Injected} faults, {failed} failures, {record.BadEvents} bad events");

        // It is over: no user sees a fault any more, and over all of them the objective was kept.
        Assert.Equal(0, await shop.BuyAsync(500));
        SloEventCounts all = shop.Tracker.Total;
        Assert.Equal(failed, all.Bad);
        Assert.InRange((double)all.Bad / all.Total, 0.001, (double)(100 - Target) / 100 * Allowed);
    }

    [Fact]
    public async Task Chaos_BehindRetries_RunsToItsEndAndNoUserSeesIt()
    {
        await using Shop shop = await Shop.StartAsync(retries: 5);
        await shop.BuyAsync(2_000);
        await shop.StartExperimentAsync(2_000);

        var failed = 0;
        for (var batch = 0; batch < 500 && shop.Experiment.IsRunning; batch++)
        {
            failed += await shop.BuyAsync(100);
        }

        SloChaosRecord record = shop.Experiment.Record!;
        Assert.Equal((0, SloChaosEnd.Completed, SloChaosVerdict.Confirmed), (failed, record.EndedBy, record.Verdict));
        Assert.True(record.Injected > 20, $"{record.Injected} faults in {record.Calls} calls");
    }

    private sealed class Shop : IAsyncDisposable
    {
        private readonly WebApplication _app;
        private readonly HttpClient _user = new(new SocketsHttpHandler { UseProxy = false });

        private Shop(WebApplication app) => _app = app;

        internal SloTracker Tracker => _app.Services.GetRequiredService<SloRegistry>().Get("checkout");

        internal SloChaosExperiment Experiment => _app.Services.GetRequiredKeyedService<SloChaosExperiment>("payments-fail");

        internal static async Task<Shop> StartAsync(int retries)
        {
            WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
            builder.Services.AddSlo(options => options.EvaluationInterval = TimeSpan.FromMilliseconds(100))
                .AddObjective("checkout", o => o.TargetPercent(Target).Rolling(TimeSpan.FromHours(1)).UnobservedTime(UnobservedTime.Exclude)
                    .HttpServer(http => http.Route("/checkout")))
                .AddChaosExperiment("payments-fail", new()
                {
                    Objective = "checkout",
                    Hypothesis = "checkout holds when a tenth of the payment calls fail",
                    InjectionRate = 0.1,
                    AllowedBudgetRatio = Allowed,
                    Duration = retries > 0 ? TimeSpan.FromSeconds(2) : TimeSpan.FromMinutes(2),
                    SettlesWithin = retries > 0 ? TimeSpan.Zero : TimeSpan.FromMilliseconds(300),
                });
            builder.Services.AddHttpClient("payments").AddResilienceHandler("payments", (pipeline, context) =>
            {
                if (retries > 0)
                {
                    pipeline.AddRetry(new HttpRetryStrategyOptions { MaxRetryAttempts = retries, Delay = TimeSpan.Zero });
                }

                pipeline.AddChaosFault(context.ServiceProvider.GetRequiredKeyedService<SloChaosExperiment>("payments-fail").Guard(
                    new ChaosFaultStrategyOptions
                    {
                        FaultGenerator = _ => ValueTask.FromResult<Exception?>(new HttpRequestException("injected")),
                    },
                    "HttpRequestException"));
            });
            Shop shop = new(builder.Build());
            shop._app.MapGet("/pay", () => "paid").ExcludeFromSlo();
            shop._app.MapGet("/checkout", shop.CheckOutAsync);
            await shop._app.StartAsync();
            shop._user.BaseAddress = new(shop._app.Urls.Single());
            return shop;
        }

        /// <summary>Starts the experiment when all events are evaluated: its allowance is a share of what they allow.</summary>
        internal async Task StartExperimentAsync(long events)
        {
            await Eventually.TrueAsync(() => Tracker.Status.Events.Total == events, "the events to be evaluated");
            Assert.True(Experiment.TryStart(out _, "test"));
        }

        /// <summary>Requests of users, a few at once.</summary>
        /// <returns>How many failed.</returns>
        internal async Task<int> BuyAsync(int requests)
        {
            var failed = 0;
            await Parallel.ForAsync(0, requests, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Cancel }, async (_, token) =>
            {
                using HttpResponseMessage response = await _user.GetAsync(new Uri("/checkout", UriKind.Relative), token);
                if (!response.IsSuccessStatusCode)
                {
                    Interlocked.Increment(ref failed);
                }
            });
            return failed;
        }

        public async ValueTask DisposeAsync()
        {
            _user.Dispose();
            await _app.DisposeAsync();
        }

        private async Task<IResult> CheckOutAsync(IHttpClientFactory clients)
        {
            using HttpClient payments = clients.CreateClient("payments");
            try
            {
                return Results.Text(await payments.GetStringAsync(new Uri(new Uri(_app.Urls.Single()), "/pay")));
            }
            catch (HttpRequestException)
            {
                return Results.StatusCode(StatusCodes.Status502BadGateway);
            }
        }
    }
}
