using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Logging;
using Polly;
using Slo.Testing;
using Xunit;

namespace Slo.Polly.Tests;

/// <summary>The standard pipelines of Microsoft.Extensions.Http.Resilience, to a dependency on a real Kestrel.</summary>
public sealed class ResilienceTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Retries_WhileTheDependencyBurns_AreOffAndComeBack()
    {
        await using Dependency dependency = await Dependency.StartAsync();
        await using ServiceProvider services = Services(dependency, client => client.AddStandardResilienceHandler().Configure((options, provider) =>
        {
            options.Retry.Delay = TimeSpan.FromMilliseconds(1);
            options.Retry.MaxRetryAttempts = 2;
            options.Retry.RequireErrorBudget(provider.GetRequiredService<ISloGate>(), "payments");
        }));

        dependency.Status = 500;
        Assert.Equal(3, await CallsAsync(services, dependency));

        Burn(services);
        Assert.Equal(1, await CallsAsync(services, dependency));

        Recover(services);
        Assert.Equal(3, await CallsAsync(services, dependency));
    }

    // A slow answer would make a second call, too.
    [Fact]
    public async Task Hedging_WhileTheDependencyBurns_IsOffForFailuresAndForSlowAnswers()
    {
        await using Dependency dependency = await Dependency.StartAsync();
        await using ServiceProvider services = Services(dependency, client => client.AddResilienceHandler("hedging", (pipeline, context) =>
        {
            HttpHedgingStrategyOptions options = new() { MaxHedgedAttempts = 2, Delay = TimeSpan.FromMilliseconds(50) };
            options.RequireErrorBudget(context.ServiceProvider.GetRequiredService<ISloGate>(), "payments");
            pipeline.AddHedging(options);
        }));

        dependency.Status = 500;
        Assert.Equal(3, await CallsAsync(services, dependency));
        Burn(services);
        Assert.Equal(1, await CallsAsync(services, dependency));

        dependency.Status = 200;
        dependency.Hold();
        Task<int> held = CallsAsync(services, dependency);
        await Eventually.TrueAsync(() => dependency.Waiting == 1, "the call to arrive");
        await dependency.SecondIsAbsentAsync();
        dependency.Release();
        Assert.Equal(1, await held);

        Recover(services);
        dependency.Hold();
        held = CallsAsync(services, dependency);
        await Eventually.TrueAsync(() => dependency.Waiting >= 2, "a hedged call");
        dependency.Release();
        Assert.InRange(await held, 2, 3);
    }

    private static ServiceProvider Services(Dependency dependency, Action<IHttpClientBuilder> configure)
    {
        ServiceCollection services = new();
        services.AddLogging();
        services.AddSlo().AddObjective("payments", o => o.TargetPercent(99).Rolling(TimeSpan.FromHours(1)).UnobservedTime(UnobservedTime.Exclude).NoRules());
        configure(services.AddHttpClient("payments", client => client.BaseAddress = dependency.Address));
        return services.BuildServiceProvider();
    }

    private static async Task<int> CallsAsync(ServiceProvider services, Dependency dependency)
    {
        var before = dependency.Calls;
        using HttpClient client = services.GetRequiredService<IHttpClientFactory>().CreateClient("payments");
        using HttpResponseMessage response = await client.GetAsync(new Uri("/pay", UriKind.Relative), Cancel);
        return dependency.Calls - before;
    }

    // Overspent, and after that plenty again.
    private static void Burn(ServiceProvider services) => Count(services, good: 0, bad: 1_000);

    private static void Recover(ServiceProvider services) => Count(services, good: 10_000_000, bad: 0);

    private static void Count(ServiceProvider services, long good, long bad)
    {
        SloRegistry registry = services.GetRequiredService<SloRegistry>();
        registry.Get("payments").Record(good, bad);
        registry.Evaluate();
    }

    private sealed class Dependency : IAsyncDisposable
    {
        private readonly WebApplication _app;
        private TaskCompletionSource _hold = Done();
        private volatile int _status = 200;
        private int _calls;
        private int _waiting;

        private Dependency(WebApplication app) => _app = app;

        internal Uri Address => new(_app.Urls.Single());

        internal int Calls => Volatile.Read(ref _calls);

        internal int Waiting => Volatile.Read(ref _waiting);

        internal int Status
        {
            get => _status;
            set => _status = value;
        }

        internal static async Task<Dependency> StartAsync()
        {
            WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
            Dependency dependency = new(builder.Build());
            dependency._app.MapGet("/pay", async () =>
            {
                Interlocked.Increment(ref dependency._calls);
                Interlocked.Increment(ref dependency._waiting);
                await dependency._hold.Task;
                Interlocked.Decrement(ref dependency._waiting);
                return Results.StatusCode(dependency.Status);
            });
            await dependency._app.StartAsync();
            return dependency;
        }

        internal void Hold() => _hold = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal void Release() => _hold.SetResult();

        /// <summary>Many times the delay of hedging passes, and there is no second call.</summary>
        internal async Task SecondIsAbsentAsync()
        {
            var started = TimeProvider.System.GetTimestamp();
            await Eventually.TrueAsync(
                () => Waiting > 1 || TimeProvider.System.GetElapsedTime(started) > TimeSpan.FromMilliseconds(400), "the time to pass");
            Assert.Equal(1, Waiting);
        }

        public async ValueTask DisposeAsync() => await _app.DisposeAsync();

        private static TaskCompletionSource Done()
        {
            TaskCompletionSource done = new();
            done.SetResult();
            return done;
        }
    }
}
