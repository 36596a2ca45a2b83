using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Polly;
using Polly.Retry;
using Polly.Timeout;
using Slo.Testing;
using Xunit;

namespace Slo.Hosting.Tests.Sources;

/// <summary>The presets against what the libraries really measure.</summary>
public sealed class PresetTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task HttpClient_OfTheFactory_CountsItsHostOnly()
    {
        await using Dependency dependency = await Dependency.StartAsync("127.0.0.2");
        await using Dependency elsewhere = await Dependency.StartAsync("127.0.0.3");
        await using MeasuringHost host = await MeasuringHost.StartAsync(Declare, services => services.AddHttpClient("x"));
        await using MeasuringHost other = await MeasuringHost.StartAsync(Declare, services => services.AddHttpClient("x"));
        using HttpClient client = host.Services.GetRequiredService<IHttpClientFactory>().CreateClient("x");
        await CallAsync(client, dependency.Address);
        (await client.GetAsync(new Uri(elsewhere.Address, "/status/500"), Cancel)).Dispose();
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(Dependency.Nowhere("127.0.0.2"), Cancel));

        await Eventually.TrueAsync(() => host.Counts() == (2, 2, 0), $"2 good, 2 bad; there are {host.Counts()}");
        Assert.Equal((0, 0, 0), other.Counts());

        static SloObjectiveBuilder Declare(SloObjectiveBuilder o) => o.HttpClient("127.0.0.2");
    }

    [Fact]
    public async Task HttpClient_Bare_IsSeenByEveryHost()
    {
        await using Dependency dependency = await Dependency.StartAsync("127.0.0.4");
        await using MeasuringHost one = await MeasuringHost.StartAsync(o => o.HttpClient("127.0.0.4"));
        await using MeasuringHost two = await MeasuringHost.StartAsync(o => o.HttpClient("127.0.0.4"));
        using HttpClient client = new();
        await CallAsync(client, dependency.Address);

        await Eventually.TrueAsync(() => one.Counts() == (2, 1, 0) && two.Counts() == (2, 1, 0), "2 good and 1 bad in both");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task HttpClient_WithAPort_CountsThatPortOnly(bool isUrl)
    {
        await using Dependency dependency = await Dependency.StartAsync("127.0.0.5");
        await using Dependency neighbour = await Dependency.StartAsync("127.0.0.5");
        await using MeasuringHost host = await MeasuringHost.StartAsync(o => o.HttpClient(isUrl ? dependency.Address.ToString() : dependency.Address.Authority));
        using HttpClient client = new();
        await CallAsync(client, neighbour.Address);
        await CallAsync(client, dependency.Address);

        await Eventually.TrueAsync(() => host.Counts() == (2, 1, 0), $"2 good and 1 bad; there are {host.Counts()}");
    }

    [Theory]
    [InlineData("127.0.1.1", 60_000, null, 0, 1)]
    [InlineData("127.0.1.2", 1, null, 1, 0)]
    [InlineData("127.0.1.3", 60_000, 1, 1, 0)]
    public async Task HttpClient_CancelledByTheCaller_IsIgnoredUnlessLateOrTimedOut(
        string address, int thresholdMs, int? timeoutMs, int bad, int ignored)
    {
        await using Dependency dependency = await Dependency.StartAsync(address);
        await using MeasuringHost host = await MeasuringHost.StartAsync(o => o
            .HttpClient(address, timeoutMs is { } timeout ? TimeSpan.FromMilliseconds(timeout) : null)
            .FasterThan(TimeSpan.FromMilliseconds(thresholdMs)));
        using HttpClient client = new();
        using CancellationTokenSource caller = new(TimeSpan.FromMilliseconds(100));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.GetAsync(new Uri(dependency.Address, "/hang"), caller.Token));

        await Eventually.TrueAsync(() => host.Counts() == (0, bad, ignored), $"{bad} bad, {ignored} ignored; there are {host.Counts()}");
    }

    [Fact]
    public async Task Polly_CancelledOrTimedOut_IsIgnoredOrBad()
    {
        await using MeasuringHost host = await MeasuringHost.StartAsync(o => o.Polly("preset-cancel"));
        ResiliencePipeline pipeline = new ResiliencePipelineBuilder { Name = "preset-cancel" }
            .ConfigureTelemetry(NullLoggerFactory.Instance).AddTimeout(TimeSpan.FromMilliseconds(50)).Build();
        using CancellationTokenSource caller = new();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await pipeline.ExecuteAsync(
            async cancellation =>
            {
                await caller.CancelAsync();
                cancellation.ThrowIfCancellationRequested();
            },
            caller.Token));
        await Assert.ThrowsAsync<TimeoutRejectedException>(async () => await pipeline.ExecuteAsync(
            async cancellation => await Never.EndAsync(cancellation), Cancel));

        Assert.Equal((0, 1, 1), host.Counts());
    }

    [Fact]
    public async Task Polly_OfOnePipeline_CountsWhatTheCallerGot()
    {
        await using MeasuringHost host = await MeasuringHost.StartAsync(o => o.Polly("preset-payments"));
        ResiliencePipeline payments = Pipeline("preset-payments");
        ResiliencePipeline search = Pipeline("preset-search");
        var tries = 0;
        payments.Execute(() => tries++ > 0 ? tries : throw new TimeoutException());
        Assert.Throws<TimeoutException>(() => payments.Execute(() => throw new TimeoutException()));
        Assert.Throws<TimeoutException>(() => search.Execute(() => throw new TimeoutException()));

        Assert.Equal((1, 1, 0), host.Counts());
    }

    [Fact]
    public async Task Freshness_OfAGauge_IsGoodUpToTheLimit()
    {
        await using MeasuringHost host = await MeasuringHost.StartAsync(o => o.Freshness("app", "queue.age", 30));
        var age = 30.0;
        host.Meter.CreateObservableGauge("queue.age", () => age, "s");
        host.Source.SampleOnce();
        age = 30.1;
        host.Source.SampleOnce();

        Assert.Equal((1, 1, 0), host.Counts());
    }

    private static ResiliencePipeline Pipeline(string name) => new ResiliencePipelineBuilder { Name = name }
        .ConfigureTelemetry(NullLoggerFactory.Instance)
        .AddRetry(new RetryStrategyOptions { MaxRetryAttempts = 1, Delay = TimeSpan.Zero })
        .Build();

    private static async Task CallAsync(HttpClient client, Uri address)
    {
        foreach (var code in (int[])[200, 404, 503])
        {
            (await client.GetAsync(new Uri(address, $"/status/{code}"), Cancel)).Dispose();
        }
    }
}
