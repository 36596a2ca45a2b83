using System.Collections.Concurrent;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Slo.Testing;

namespace Slo.AspNetCore.Tests.Ends;

/// <summary>An app whose handlers end as a scenario says, and a client that plays its part.</summary>
internal sealed class EndsApp : IAsyncDisposable
{
    private const int InternalErrorOfHttp2 = 2;
    private const int InternalErrorOfHttp3 = 0x102;

    private static readonly TimeSpan Threshold = TimeSpan.FromHours(1);
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(1);
    private static readonly string[] Objectives = ["availability", "latency", "first"];

    private readonly ConcurrentDictionary<string, TaskCompletionSource> _arrivals = new();
    private KestrelApp _app = null!;

    internal KestrelApp App => _app;

    internal static async Task<EndsApp> StartAsync(HttpProtocols protocol, ErrorHandling handling)
    {
        EndsApp ends = new();
        ends._app = await KestrelApp.StartAsync(
            options =>
            {
                options.AddHttp("availability", _ => { });
                options.AddHttp("latency", _ => { }, fasterThan: Threshold);
                options.AddHttp("first", http => http.TimeToFirstByte(), fasterThan: Threshold);
            },
            app => ends.Configure(app, handling),
            builder =>
            {
                builder.Services.AddRequestTimeouts();
                if (handling == ErrorHandling.ExceptionHandlerService)
                {
                    builder.Services.AddExceptionHandler<CancellationTo499>();
                }
            },
            protocol);
        return ends;
    }

    /// <summary>Plays a scenario, and returns what it counted as.</summary>
    internal async Task<(SloOutcome Availability, SloOutcome Latency, SloOutcome FirstByte)> PlayAsync(EndScenario scenario)
    {
        (long Good, long Bad, long Ignored)[] before = await CountsAsync();
        using CancellationTokenSource client = new();
        TaskCompletionSource arrived = _arrivals[scenario.Path] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task request = SendAsync(scenario, client.Token);
        await arrived.Task.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System);
        if (scenario.Ender == Ender.Deadline)
        {
            _app.Time.Advance(Deadline);
        }

        if (scenario.Ender is Ender.Client or Ender.HandlerAfterClient or Ender.Deadline)
        {
            await client.CancelAsync();
        }

        await request;
        (long Good, long Bad, long Ignored)[] after = await CountsAsync();
        SloOutcome[] outcomes = [.. before.Zip(after, (earlier, later) =>
            (later.Good - earlier.Good, later.Bad - earlier.Bad, later.Ignored - earlier.Ignored) switch
            {
                (1, 0, 0) => SloOutcome.Good,
                (0, 1, 0) => SloOutcome.Bad,
                (0, 0, 1) => SloOutcome.Ignored,
                var counts => throw new InvalidOperationException($"{scenario}: counted {counts}"),
            })];
        return (outcomes[0], outcomes[1], outcomes[2]);
    }

    /// <summary>Sends what the handler answers when the connection is cut off; completes when it has arrived there.</summary>
    internal async Task<Task> BeginAsync(EndScenario scenario)
    {
        TaskCompletionSource arrived = _arrivals[scenario.Path] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task request = SendAsync(scenario, CancellationToken.None);
        await arrived.Task.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System);
        return request;
    }

    internal async Task<(long Good, long Bad, long Ignored)[]> CountsAsync()
    {
        List<(long, long, long)> counts = [];
        foreach (var objective in Objectives)
        {
            counts.Add(await _app.CountsAsync(objective));
        }

        return [.. counts];
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private void Configure(WebApplication app, ErrorHandling handling)
    {
        _ = handling switch
        {
            ErrorHandling.ExceptionHandlerPath => app.UseExceptionHandler("/error"),
            ErrorHandling.ExceptionHandlerService => app.UseExceptionHandler(error => error.Run(_ => Task.CompletedTask)),
            ErrorHandling.PagesReExecuted => app.UseStatusCodePagesWithReExecute("/error"),
            ErrorHandling.PagesRedirected => app.UseStatusCodePagesWithRedirects("/error"),
            _ => app,
        };
        app.UseRouting();
        app.UseRequestTimeouts();
        app.Map("/error", () => "Sorry");
        foreach (ResponseKind kind in Enum.GetValues<ResponseKind>())
        {
            foreach (Ender ender in Enum.GetValues<Ender>())
            {
                IEndpointConventionBuilder endpoint = app.Map($"/{kind}/{ender}/{{signal}}",
                    (HttpContext context, Signal signal) => HandleAsync(context, kind, ender, signal));
                if (ender == Ender.TimeOut)
                {
                    endpoint.WithRequestTimeout(TimeSpan.FromMilliseconds(20));
                }

                if (kind is ResponseKind.GrpcUnary or ResponseKind.GrpcStreaming)
                {
                    endpoint.WithMetadata(new GrpcMethodMetadata(typeof(object), Method(kind)));
                }
            }
        }
    }

    private static Method<string, string> Method(ResponseKind kind)
    {
        Marshaller<string> text = Marshallers.Create(_ => Array.Empty<byte>(), _ => "");
        return new(kind == ResponseKind.GrpcUnary ? MethodType.Unary : MethodType.ServerStreaming, "probe", "Method", text, text);
    }

    private async Task HandleAsync(HttpContext context, ResponseKind kind, Ender ender, Signal signal)
    {
        CancellationToken token = context.RequestAborted;
        var isGrpc = kind is ResponseKind.GrpcUnary or ResponseKind.GrpcStreaming;
        context.Response.ContentType = isGrpc ? "application/grpc"
            : kind == ResponseKind.EventStream ? "text/event-stream" : "application/octet-stream";
        if (kind is not (ResponseKind.Plain or ResponseKind.GrpcUnary))
        {
            await context.Response.Body.WriteAsync(new byte[] { 0, 0, 0, 0, 0 }, CancellationToken.None);
            await context.Response.Body.FlushAsync(CancellationToken.None);
        }

        _arrivals[context.Request.Path.Value!].SetResult();
        if (ender is not (Ender.Handler or Ender.Server) && signal != Signal.Token)
        {
            TaskCompletionSource gone = new(TaskCreationOptions.RunContinuationsAsynchronously);
            await using CancellationTokenRegistration registration = token.Register(gone.SetResult);
            await gone.Task;
        }

        await EndAsync(context, ender, signal, isGrpc, token);
    }

    private static async Task EndAsync(HttpContext context, Ender ender, Signal signal, bool isGrpc, CancellationToken token)
    {
        Exception cause = ender is Ender.Handler or Ender.HandlerAfterClient ? new NotSupportedException("A fault.") : new OperationCanceledException();
        switch (signal)
        {
            case Signal.Return:
                SetGrpcStatus(context, isGrpc, StatusCode.OK);
                break;
            case Signal.Exception:
                throw cause;
            case Signal.WrappedException:
                throw new InvalidOperationException("It failed.", new AggregateException(cause));
            case Signal.Abort:
                context.Abort();
                break;
            case Signal.Reset:
                context.Features.GetRequiredFeature<IHttpResetFeature>().Reset(HttpProtocol.IsHttp3(context.Request.Protocol) ? InternalErrorOfHttp3 : InternalErrorOfHttp2);
                break;
            case Signal.Token when ender == Ender.Handler:
                throw new OperationCanceledException(new CancellationToken(canceled: true));
            case Signal.Token:
                await Never.EndAsync(token);
                break;
            case Signal.Status when isGrpc:
                SetGrpcStatus(context, isGrpc, ender == Ender.Handler ? StatusCode.Internal : StatusCode.Cancelled);
                break;
            default:
                context.Response.StatusCode = ender == Ender.Handler ? 500 : 503;
                context.Response.ContentType = null;
                break;
        }
    }

    private static void SetGrpcStatus(HttpContext context, bool isGrpc, StatusCode status)
    {
        if (isGrpc)
        {
            context.Response.AppendTrailer("grpc-status", $"{(int)status}");
        }
    }

    private async Task SendAsync(EndScenario scenario, CancellationToken giveUp)
    {
        _app.WillSend();
        using HttpRequestMessage request = scenario.IsGrpc ? _app.NewGrpcCall(scenario.Path) : new(HttpMethod.Get, scenario.Path)
        {
            Version = _app.Client.DefaultRequestVersion,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        if (scenario.Ender == Ender.Deadline)
        {
            request.Headers.Add("grpc-timeout", $"{Deadline.TotalMilliseconds}m");
        }

        try
        {
            using HttpResponseMessage response = await _app.Client.SendAsync(request, giveUp);
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            // The end of many scenarios.
        }
    }

    private sealed class CancellationTo499 : IExceptionHandler
    {
        public ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
        {
            httpContext.Response.StatusCode =
                exception is OperationCanceledException or InvalidOperationException { InnerException: AggregateException { InnerException: OperationCanceledException } }
                ? StatusCodes.Status499ClientClosedRequest : StatusCodes.Status500InternalServerError;
            return ValueTask.FromResult(true);
        }
    }
}
