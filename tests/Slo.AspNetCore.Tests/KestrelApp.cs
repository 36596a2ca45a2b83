using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Slo.Testing;

namespace Slo.AspNetCore.Tests;

/// <summary>An app on a real Kestrel at a free port, and a client. Its clock stands still and it evaluates only when told.</summary>
internal sealed class KestrelApp : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _sent;
    private int _finished;

    private KestrelApp(WebApplication app, FakeTimeProvider time, LogRecorder log, HttpProtocols protocols)
    {
        _app = app;
        Time = time;
        Log = log;
        SocketsHttpHandler handler = new() { UseProxy = false, AllowAutoRedirect = false };
        if (protocols == HttpProtocols.Http3)
        {
            handler.SslOptions = Http3.NewClientOptions();
        }

        Client = new HttpClient(handler)
        {
            DefaultRequestVersion = protocols switch
            {
                HttpProtocols.Http3 => HttpVersion.Version30,
                HttpProtocols.Http2 => HttpVersion.Version20,
                _ => HttpVersion.Version11,
            },
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
    }

    internal FakeTimeProvider Time { get; }

    internal LogRecorder Log { get; }

    internal HttpClient Client { get; }

    internal IServiceProvider Services => _app.Services;

    internal SloRegistry Registry => _app.Services.GetRequiredService<SloRegistry>();

    /// <param name="slo">The objectives.</param>
    /// <param name="configure">The pipeline after <c>UseSlo</c>.</param>
    /// <param name="build">Services besides.</param>
    /// <param name="protocols">HTTP/1.1 or HTTP/2, without TLS, or HTTP/3: then the test is skipped where there is no QUIC.</param>
    /// <param name="useSlo">Whether the pipeline begins with <c>UseSlo</c>.</param>
    internal static async Task<KestrelApp> StartAsync(
        Action<SloOptions> slo, Action<WebApplication> configure, Action<WebApplicationBuilder>? build = null,
        HttpProtocols protocols = HttpProtocols.Http1, bool useSlo = true)
    {
        FakeTimeProvider time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        LogRecorder log = new();
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        if (protocols == HttpProtocols.Http3)
        {
            Http3.AddTo(builder.WebHost);
        }

        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => Listen(listen, protocols)));
        builder.Logging.ClearProviders().AddProvider(log);
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.Services.AddSlo(options =>
        {
            options.ServiceName = "shop";
            options.EvaluationInterval = TimeSpan.FromMinutes(1);
            options.UnobservedTime = UnobservedTime.Exclude;
            slo(options);
        });
        build?.Invoke(builder);
        KestrelApp app = new(builder.Build(), time, log, protocols);
        app._app.Use(async (context, next) =>
        {
            try
            {
                await next(context);
            }
            finally
            {
                Interlocked.Increment(ref app._finished);
            }
        });
        if (useSlo)
        {
            app._app.UseSlo();
        }

        configure(app._app);
        await app._app.StartAsync();
        app.Client.BaseAddress = new Uri(app._app.Urls.Single());
        return app;
    }

    private static void Listen(ListenOptions listen, HttpProtocols protocols)
    {
        listen.Protocols = protocols;
        if (protocols == HttpProtocols.Http3)
        {
            Http3.Listen(listen);
        }
    }

    internal Task<HttpStatusCode?> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    internal Task<HttpStatusCode?> SendAsync(HttpMethod method, string path) => SendUntilAsync(method, path, CancellationToken.None);

    /// <summary>The status code, or null if the connection broke or the client gave up.</summary>
    internal async Task<HttpStatusCode?> SendUntilAsync(HttpMethod method, string path, CancellationToken giveUp)
    {
        WillSend();
        try
        {
            using HttpRequestMessage request = new(method, path) { Version = Client.DefaultRequestVersion, VersionPolicy = Client.DefaultVersionPolicy };
            using HttpResponseMessage response = await Client.SendAsync(request, giveUp);
            return response.StatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>A gRPC call with an empty message, for apps that are no service of Grpc.AspNetCore.</summary>
    internal HttpRequestMessage NewGrpcCall(string path) => new(HttpMethod.Post, path)
    {
        Version = Client.DefaultRequestVersion,
        VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        Content = new ByteArrayContent([0, 0, 0, 0, 0]) { Headers = { ContentType = new("application/grpc") } },
    };

    /// <summary>For requests sent by other means than this client: one more is to be awaited.</summary>
    internal void WillSend() => Interlocked.Increment(ref _sent);

    /// <summary>Ends when what was logged until now is written.</summary>
    internal Task LoggedAsync() => Services.GetRequiredService<SloBackgroundLoggerFactory>().Written;

    /// <summary>Good, bad and ignored events of an objective, once every request sent has left the pipeline.</summary>
    internal async Task<(long Good, long Bad, long Ignored)> CountsAsync(string objective)
    {
        await Eventually.TrueAsync(() => Volatile.Read(ref _finished) == _sent, "the end of every request sent");
        SloTracker tracker = Registry.Get(objective);
        return (tracker.Total.Good, tracker.Total.Bad, tracker.IgnoredTotal);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }
}
