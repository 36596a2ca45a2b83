using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Slo.Hosting.Tests.Sources;

/// <summary>The table of docs/sources.md on real connections.</summary>
public sealed class SloDelegatingHandlerTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new();
    private readonly SloRegistry _registry;
    private readonly SloTracker _plain;
    private readonly SloTracker _timed;
    private Dependency? _dependency;

    public SloDelegatingHandlerTests()
    {
        _registry = new SloRegistry(_time);
        _plain = _registry.Add(new SloObjectiveBuilder("plain").TargetPercent(99).Build());
        _timed = _registry.Add(new SloObjectiveBuilder("timed").TargetPercent(99).FasterThan(TimeSpan.FromMilliseconds(300)).Build());
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Uri Address => _dependency!.Address;

    public async ValueTask InitializeAsync() => _dependency = await Dependency.StartAsync();

    public async ValueTask DisposeAsync()
    {
        _registry.Dispose();
        await _dependency!.DisposeAsync();
    }

    [Theory]
    [InlineData(200, true)]
    [InlineData(302, true)]
    [InlineData(404, true)]
    [InlineData(428, true)]
    [InlineData(429, false)]
    [InlineData(499, true)]
    [InlineData(500, false)]
    [InlineData(503, false)]
    public async Task Answer_ByItsStatus_IsGoodOrBad(int code, bool good)
    {
        using HttpClient client = Client(_plain);
        (await client.GetAsync(new Uri(Address, $"/status/{code}"), Cancel)).Dispose();
        using HttpRequestMessage request = new(HttpMethod.Get, new Uri(Address, $"/status/{code}"));
        client.Send(request, Cancel).Dispose();

        Assert.Equal(good ? (2, 0, 0) : (0, 2, 0), Counts(_plain));
    }

    [Theory]
    [InlineData(300, 200, true)]
    [InlineData(301, 200, false)]
    [InlineData(0, 500, false)]
    public async Task Answer_ByItsTime_IsGoodUpToTheThreshold(int milliseconds, int code, bool good)
    {
        using HttpClient client = Client(_timed, TimeSpan.FromMilliseconds(milliseconds));
        (await client.GetAsync(new Uri(Address, $"/status/{code}"), Cancel)).Dispose();
        using HttpRequestMessage request = new(HttpMethod.Get, new Uri(Address, $"/status/{code}"));
        client.Send(request, Cancel).Dispose();

        Assert.Equal(good ? (2, 0, 0) : (0, 2, 0), Counts(_timed));
    }

    [Fact]
    public async Task Connection_RefusedOrBroken_IsBadAndThrowsOn()
    {
        using HttpClient client = Client(_plain);
        Uri nowhere = Dependency.Nowhere();
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(nowhere, Cancel));
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(new Uri(Address, "/break"), Cancel));
        Assert.Throws<HttpRequestException>(() =>
        {
            using HttpRequestMessage request = new(HttpMethod.Get, nowhere);
            client.Send(request, Cancel).Dispose();
        });

        Assert.Equal((0, 3, 0), Counts(_plain));
    }

    [Theory]
    [InlineData(300, 0, 1)]
    [InlineData(301, 1, 0)]
    public async Task Caller_WhoCancels_IsIgnoredUnlessHeWaitedLongerThanPromised(int milliseconds, int bad, int ignored)
    {
        using CancellationTokenSource giveUp = new();
        using HttpClient client = Client(_timed, TimeSpan.FromMilliseconds(milliseconds), sent: giveUp.Cancel);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.GetAsync(new Uri(Address, "/hang"), giveUp.Token));

        Assert.Equal((0, bad, ignored), Counts(_timed));
    }

    [Fact]
    public async Task Caller_WhoCancelsWithoutAThreshold_IsIgnored()
    {
        using CancellationTokenSource giveUp = new();
        using HttpClient client = Client(_plain, TimeSpan.FromHours(1), sent: giveUp.Cancel);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.GetAsync(new Uri(Address, "/hang"), giveUp.Token));

        Assert.Equal((0, 0, 1), Counts(_plain));
    }

    [Fact]
    public async Task TimeOut_LaterThanTheThreshold_IsBad()
    {
        using HttpClient client = Client(_timed, TimeSpan.FromSeconds(1));
        client.Timeout = TimeSpan.FromMilliseconds(100);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.GetAsync(new Uri(Address, "/hang"), Cancel));
        Assert.ThrowsAny<OperationCanceledException>(() =>
        {
            using HttpRequestMessage request = new(HttpMethod.Get, new Uri(Address, "/hang"));
            client.Send(request, Cancel).Dispose();
        });

        Assert.Equal((0, 2, 0), Counts(_timed));
    }

    [Theory]
    [InlineData(95, 1, 0)]
    [InlineData(94, 0, 1)]
    public async Task TimeOut_ThatIsKnown_IsBadWithoutAThreshold(int milliseconds, int bad, int ignored)
    {
        using CancellationTokenSource timeout = new();
        using HttpClient client = Client(_plain, TimeSpan.FromMilliseconds(milliseconds), sent: timeout.Cancel, TimeSpan.FromMilliseconds(100));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.GetAsync(new Uri(Address, "/hang"), timeout.Token));

        Assert.Equal((0, bad, ignored), Counts(_plain));
    }

    [Theory]
    [InlineData("100m", 95, 1, 0)]
    [InlineData("100m", 94, 0, 1)]
    [InlineData("100000u", 95, 1, 0)]
    [InlineData("2S", 1900, 1, 0)]
    [InlineData("2S", 1899, 0, 1)]
    [InlineData("1M", 57_000, 1, 0)]
    [InlineData("1H", 3_420_000, 1, 0)]
    [InlineData("1000000n", 1, 1, 0)]
    [InlineData("100", 10_000, 0, 1)]
    [InlineData("soon", 10_000, 0, 1)]
    public async Task Deadline_OfAGrpcCall_IsATimeOut(string header, int milliseconds, int bad, int ignored)
    {
        using CancellationTokenSource deadline = new();
        using HttpClient client = Client(_plain, TimeSpan.FromMilliseconds(milliseconds), sent: deadline.Cancel);
        client.DefaultRequestHeaders.Add("grpc-timeout", header);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.GetAsync(new Uri(Address, "/hang"), deadline.Token));

        Assert.Equal((0, bad, ignored), Counts(_plain));
    }

    private static (long Good, long Bad, long Ignored) Counts(SloTracker tracker) => (tracker.Total.Good, tracker.Total.Bad, tracker.IgnoredTotal);

    /// <summary>A client whose every call takes this long by the handler's clock.</summary>
    private HttpClient Client(SloTracker tracker, TimeSpan takes = default, Action? sent = null, TimeSpan? timeout = null) => new(new SloDelegatingHandler(tracker, _time, timeout)
    {
        InnerHandler = new PassingTime(_time, takes, sent) { InnerHandler = new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false } },
    });
}
