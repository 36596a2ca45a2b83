using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.ObjectPool;

namespace Slo.AspNetCore.Requests;

/// <summary>The outermost middleware: observes each request from start to end, and records it once.</summary>
/// <param name="next">The pipeline.</param>
/// <param name="current">What requests count for.</param>
/// <param name="time">The host's clock.</param>
/// <param name="logger">It must not block a request.</param>
/// <param name="stop">The host's stop, or null: what it cuts off then counts as aborted by the client.</param>
internal sealed class SloMiddleware(
    RequestDelegate next, CurrentObjectives current, TimeProvider time, ILogger logger, HostStop? stop = null)
{
    private readonly ObjectPool<ObservedRequest> _requests =
        new DefaultObjectPool<ObservedRequest>(new DefaultPooledObjectPolicy<ObservedRequest>());

    private readonly StatusCodePages _pages = new();
    private volatile bool _isPlacementLogged;

    // Features are read through the indexer: the generic methods cost three times as much, and so does the lookup of the context, which
    // restarts whenever a feature was set.
    private static int StatusCode(HttpContext context) =>
        ((IHttpResponseFeature?)context.Features[typeof(IHttpResponseFeature)])?.StatusCode ?? StatusCodes.Status200OK;

    // Not an async method: a request that completes synchronously needs no state machine.
    public Task InvokeAsync(HttpContext context)
    {
        HttpObjectives objectives = current.Get();
        if (objectives.IsEmpty || IsRunAgain(context))
        {
            return next(context);
        }

        // If routing came first, the objectives of the request are known: often none. An outer middleware may count the request already.
        var endpoints = (IEndpointFeature?)context.Features[typeof(IEndpointFeature)];
        Endpoint? endpoint = endpoints?.Endpoint;
        EndpointObjectives? taken = endpoint is null ? null : objectives.For(endpoint);
        var lifetime = (IHttpRequestLifetimeFeature?)context.Features[typeof(IHttpRequestLifetimeFeature)];
        if (taken is { IsEmpty: true } || lifetime is ObservedRequest)
        {
            return next(context);
        }

        (ObservedRequest request, long started) = Begin(context, objectives, lifetime, endpoints);
        try
        {
            Task task = next(context);
            if (!task.IsCompletedSuccessfully)
            {
                return CompleteAsync(task, context, objectives, taken, request, started);
            }
        }
        catch (Exception exception)
        {
            Complete(context, objectives, taken, request, started, exception);
            throw;
        }

        Complete(context, objectives, taken, request, started, exception: null);
        return Task.CompletedTask;
    }

    private (ObservedRequest Request, long Started) Begin(
        HttpContext context, HttpObjectives objectives, IHttpRequestLifetimeFeature? lifetime, IEndpointFeature? endpoints)
    {
        var isGrpc = IsGrpc(context.Request);
        var started = objectives.NeedTime || isGrpc ? time.GetTimestamp() : 0;

        // A response may start after this middleware has completed, so a request that waits for its start cannot be pooled.
        ObservedRequest request = objectives.NeedFirstByte || (isGrpc && objectives.NeedTime)
            ? WatchFirstByte(context.Response, started) : _requests.Get();
        request.Begin(context, isGrpc, lifetime, endpoints, endpoints?.Endpoint);
        _pages.Watch(context);
        return (request, started);
    }

    // gRPC needs trailers and therefore HTTP/2: this avoids reading the headers of all other requests.
    private static bool IsGrpc(HttpRequest request) => !HttpProtocol.IsHttp11(request.Protocol)
        && request.ContentType?.StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase) == true;

    private ObservedRequest WatchFirstByte(HttpResponse response, long started)
    {
        ObservedRequest request = new() { AwaitsFirstByte = true };

        // After a middleware that started the response, OnStarting would throw.
        if (response.HasStarted)
        {
            request.FirstByteTimestamp = started;
        }
        else
        {
            response.OnStarting(NoteFirstByte, (request, time));
        }

        return request;
    }

    private static Task NoteFirstByte(object state)
    {
        (ObservedRequest request, TimeProvider time) = ((ObservedRequest, TimeProvider))state;
        request.FirstByteTimestamp = time.GetTimestamp();
        return Task.CompletedTask;
    }

    private async Task CompleteAsync(
        Task task, HttpContext context, HttpObjectives objectives, EndpointObjectives? taken, ObservedRequest request, long started)
    {
        try
        {
            await task.ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            Complete(context, objectives, taken, request, started, exception);
            throw;
        }

        Complete(context, objectives, taken, request, started, exception: null);
    }

    private void Complete(
        HttpContext context, HttpObjectives objectives, EndpointObjectives? taken, ObservedRequest request, long started,
        Exception? exception)
    {
        TimeSpan elapsed = objectives.NeedTime || request.IsGrpc ? time.GetElapsedTime(started) : TimeSpan.Zero;
        TimeSpan? toFirstByte = request.FirstByteTimestamp is { } firstByte ? time.GetElapsedTime(started, firstByte) : null;
        EndpointObjectives counted =
            taken ?? (request.FirstEndpoint is { } endpoint ? objectives.For(endpoint) : objectives.ForUnmatched(context));
        var status = _pages.Status(context, request.FirstEndpoint is not null, out IHttpResponseFeature? response);
        CompletedRequest completed = new(context, status, request, exception, elapsed, toFirstByte, counted.Traits) { Response = response };
        counted.Record(completed with { End = RequestEnds.Of(completed, stop) });
        request.End();
        if (!request.AwaitsFirstByte)
        {
            request.Clear();
            _requests.Return(request);
        }
    }

    /// <summary>
    /// Whether the pipeline runs again for an error page. This occurs only if the middleware is inside an exception handler or status code
    /// pages, and the request was counted on the first run. Both set the status first, which is cheaper to check.
    /// </summary>
    private bool IsRunAgain(HttpContext context)
    {
        if (StatusCode(context) == StatusCodes.Status200OK
            || (context.Features[typeof(IExceptionHandlerFeature)] is null
                && context.Features[typeof(IStatusCodeReExecuteFeature)] is null))
        {
            return false;
        }

        if (!_isPlacementLogged && context.Features[typeof(IHttpRequestLifetimeFeature)] is not ObservedRequest)
        {
            _isPlacementLogged = true;
            logger.StandsTooLate();
        }

        return true;
    }
}
