using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Time.Testing;
using Polly.Timeout;
using Xunit;

namespace Slo.Hosting.Tests.Sources;

/// <summary><c>AddSlo</c> on a client of the factory: what stands inside it, and what its calls count as.</summary>
public sealed class SloHttpClientBuilderTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    // If AddSlo added an ordinary handler, the order of the two calls would decide, and one of them would count each attempt.
    [Theory]
    [InlineData(true, 4, 0, 1)]
    [InlineData(false, 4, 0, 1)]
    [InlineData(true, 2, 1, 0)]
    [InlineData(false, 2, 1, 0)]
    public async Task Call_WithRetriesAddedBeforeOrAfter_IsOneEventByItsResult(bool isFirst, int attempts, int good, int bad)
    {
        using ScriptedServer server = new((attempt, _) =>
            Task.FromResult(new HttpResponseMessage(bad == 0 && attempt == attempts ? HttpStatusCode.OK : HttpStatusCode.ServiceUnavailable)));
        await using MeasuringHost host = await StartAsync(server, client =>
        {
            _ = isFirst ? client.AddSlo("x") : client;
            client.AddStandardResilienceHandler(WithoutDelay);
            _ = isFirst ? client : client.AddSlo("x");
        });
        using HttpClient client = Client(host);
        (await client.GetAsync(new Uri("http://pay/"), Cancel)).Dispose();

        Assert.Equal(attempts, server.Attempts);
        Assert.Equal((good, bad, 0), host.Counts());
    }

    [Fact]
    public async Task Call_CancelledByTheCallerWithinRetries_IsIgnored()
    {
        using CancellationTokenSource caller = new();
        using ScriptedServer server = new((_, cancellation) => Hang(cancellation, sent: caller.Cancel));
        await using MeasuringHost host = await StartAsync(server, client => client.AddSlo("x").AddStandardResilienceHandler(WithoutDelay));
        using HttpClient client = Client(host);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.GetAsync(new Uri("http://pay/"), caller.Token));

        Assert.Equal((0, 0, 1), host.Counts());
    }

    [Fact]
    public async Task Call_TimedOutByTheResilienceHandler_IsBad()
    {
        using ScriptedServer server = new((_, cancellation) => Hang(cancellation));
        await using MeasuringHost host = await StartAsync(server, client => client.AddSlo("x").AddStandardResilienceHandler(options =>
        {
            WithoutDelay(options);
            options.Retry.MaxRetryAttempts = 1;
            options.AttemptTimeout.Timeout = TimeSpan.FromMilliseconds(50);
        }), clock: TimeProvider.System);
        using HttpClient client = Client(host);
        await Assert.ThrowsAsync<TimeoutRejectedException>(() => client.GetAsync(new Uri("http://pay/"), Cancel));

        Assert.Equal((0, 1, 0), host.Counts());
    }

    [Theory]
    [InlineData(100, 1, 0)]
    [InlineData(90, 0, 1)]
    public async Task Call_CancelledAtTheTimeoutOfTheClient_IsBadWithoutAThreshold(int milliseconds, int bad, int ignored)
    {
        using CancellationTokenSource caller = new();
        FakeTimeProvider? time = null;
        using ScriptedServer server = new((_, cancellation) => Hang(cancellation, sent: () =>
        {
            time!.Advance(TimeSpan.FromMilliseconds(milliseconds));
            caller.Cancel();
        }));

        // The time-out is set after AddSlo, and counts all the same. By the clock of the machine it is never reached.
        await using MeasuringHost host = await StartAsync(
            server, client => client.AddSlo("x").ConfigureHttpClient(http => http.Timeout = TimeSpan.FromMilliseconds(100)));
        time = (FakeTimeProvider)host.Services.GetRequiredService<TimeProvider>();
        using HttpClient client = Client(host);
        client.Timeout = TimeSpan.FromHours(1);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.GetAsync(new Uri("http://pay/"), caller.Token));

        Assert.Equal((0, bad, ignored), host.Counts());
        Assert.Equal(bad == 1 ? [SloEvent.TimedOut] : [], host.Registry.Get("x").GetReasons().Select(reason => reason.Reason));
    }

    [Fact]
    public async Task Client_AddedTwiceOrThroughTheDefaults_CountsOnce()
    {
        using ScriptedServer server = new((_, _) => Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK)));
        await using MeasuringHost host = await StartAsync(
            server, client => client.AddSlo("x").AddSlo("X"), services => services.ConfigureHttpClientDefaults(all => all.AddSlo("x")));
        using HttpClient client = Client(host);
        (await client.GetAsync(new Uri("http://pay/"), Cancel)).Dispose();

        Assert.Equal((1, 0, 0), host.Counts());
    }

    [Fact]
    public async Task Objective_NotDeclared_IsLoggedAndTheCallWorks()
    {
        using ScriptedServer server = new((_, _) => Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK)));
        await using MeasuringHost host = await StartAsync(server, client => client.AddSlo("nope").AddSlo("x"));
        using HttpClient client = Client(host);
        (await client.GetAsync(new Uri("http://pay/"), Cancel)).Dispose();
        await host.LoggedAsync();

        Assert.Contains("nope", Assert.Single(host.Log.Messages(28)), StringComparison.Ordinal);
        Assert.Equal((1, 0, 0), host.Counts());

        // A reload may declare it later.
        SloTracker declared = host.Registry.Add(new SloObjectiveBuilder("nope").TargetPercent(99).Build());
        (await client.GetAsync(new Uri("http://pay/"), Cancel)).Dispose();
        Assert.Equal(1, declared.Total.Good);
    }

    private static Task<MeasuringHost> StartAsync(
        ScriptedServer server, Action<IHttpClientBuilder> configure, Action<IServiceCollection>? add = null, TimeProvider? clock = null) => MeasuringHost.StartAsync(
        objective => objective,
        services =>
        {
            add?.Invoke(services);
            if (clock is not null)
            {
                services.AddSingleton(clock);
            }

            configure(services.AddHttpClient("pay").ConfigurePrimaryHttpMessageHandler(() => server));
        });

    private static HttpClient Client(MeasuringHost host) => host.Services.GetRequiredService<IHttpClientFactory>().CreateClient("pay");

    private static void WithoutDelay(HttpStandardResilienceOptions options)
    {
        options.Retry.UseJitter = false;
        options.Retry.Delay = TimeSpan.Zero;
        options.Retry.BackoffType = Polly.DelayBackoffType.Constant;
    }

    private static async Task<HttpResponseMessage> Hang(CancellationToken cancellation, Action? sent = null)
    {
        TaskCompletionSource<HttpResponseMessage> never = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using CancellationTokenRegistration registration = cancellation.Register(() => never.TrySetCanceled(cancellation));
        sent?.Invoke();
        return await never.Task;
    }
}
