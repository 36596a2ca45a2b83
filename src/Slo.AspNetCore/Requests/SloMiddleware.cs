using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Slo.AspNetCore.Coverage;

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
    private readonly StatusCodePages _pages = new();

    // Rounded down: a clock with coarser ticks than a TimeSpan has is always read exactly.
    private readonly long _timestampsPerTick = time.TimestampFrequency / TimeSpan.TicksPerSecond;
    private readonly bool _hasCoarseClock = CoarseClock.Follows(time);
    private volatile bool _isPlacementLogged;

    // Not an async method: a request that completes synchronously needs no state machine.
    public Task InvokeAsync(HttpContext context)
    {
        // Features are read through the indexer: the generic methods cost three times as much, and so does the lookup of the context, which
        // restarts whenever a feature was set.
        HttpObjectives objectives = current.Get();
        IFeatureCollection features = context.Features;
        if (objectives.IsEmpty || IsRunAgain(features))
        {
            return next(context);
        }

        // If routing came first, the objectives of the request are known. An outer middleware may count the request already.
        var endpoints = (IEndpointFeature?)features[typeof(IEndpointFeature)];
        Endpoint? endpoint = endpoints?.Endpoint;
        EndpointObjectives? taken = endpoint is null ? null : objectives.For(endpoint);
        var lifetime = (IHttpRequestLifetimeFeature?)features[typeof(IHttpRequestLifetimeFeature)];
        if (lifetime is ObservedRequest || taken is { IsEmpty: true, IsTraffic: false })
        {
            return next(context);
        }

        ObservedRequest request = Begin(context, features, objectives, lifetime, endpoints, taken);
        try
        {
            Task task = next(context);
            if (!task.IsCompletedSuccessfully)
            {
                return CompleteAsync(task, context, objectives, taken, request).AsTask();
            }
        }
        catch (Exception exception)
        {
            Complete(context, objectives, taken, request, exception);
            throw;
        }

        Complete(context, objectives, taken, request, exception: null);
        return Task.CompletedTask;
    }

    private ObservedRequest Begin(
        HttpContext context, IFeatureCollection features, HttpObjectives objectives, IHttpRequestLifetimeFeature? lifetime,
        IEndpointFeature? endpoints, EndpointObjectives? taken)
    {
        // Of a request that feeds no objective, only its end counts.
        var isCovered = taken is not { IsEmpty: true };

        // gRPC needs trailers and therefore HTTP/2: this avoids reading the headers of all other requests.
        var http = (IHttpRequestFeature?)features[typeof(IHttpRequestFeature)];
        var isHttp11 = http is not null && HttpProtocol.IsHttp11(http.Protocol);
        var isGrpc = !isHttp11 && context.Request.ContentType?.StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase) == true;
        var needsTime = isCovered && objectives.NeedTime;
        var started = needsTime || isGrpc ? time.GetTimestamp() : 0;

        // A response may start after this middleware has completed, so a request that waits for its start cannot be pooled.
        ObservedRequest request = (isCovered && objectives.NeedFirstByte) || (isGrpc && needsTime)
            ? WatchFirstByte(context.Response, started) : ObservedRequestPool.Rent();
        request.Begin(http?.Method ?? context.Request.Method, started, isGrpc, lifetime);
        request.ReplaceFeatures(context, features, endpoints, taken?.Endpoint, mayReset: !isHttp11);
        _pages.Watch(context, features);
        if (isCovered && SloCalls.AreObserved)
        {
            request.Work = SloCalls.Begin();
        }

        return request;
    }

    private ObservedRequest WatchFirstByte(HttpResponse response, long started)
    {
        ObservedRequest request = new() { AwaitsFirstByte = true, IsInUse = true };

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

    // Pooled: only the task that the server waits for is allocated, half of what the state machine would be.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask CompleteAsync(
        Task task, HttpContext context, HttpObjectives objectives, EndpointObjectives? taken, ObservedRequest request)
    {
        try
        {
            await task.ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            Complete(context, objectives, taken, request, exception);
            throw;
        }

        Complete(context, objectives, taken, request, exception: null);
    }

    private void Complete(
        HttpContext context, HttpObjectives objectives, EndpointObjectives? taken, ObservedRequest request, Exception? exception)
    {
        IFeatureCollection features = context.Features;
        if (request.Work.End() is { } calls)
        {
            request.Calls = calls;
        }

        var isTimed = (objectives.NeedTime && taken is not { IsEmpty: true }) || request.IsGrpc;
        TimeSpan elapsed = isTimed ? Elapsed(objectives, request) : TimeSpan.Zero;
        EndpointObjectives counted =
            taken ?? (request.FirstEndpoint is { } endpoint ? objectives.For(endpoint) : objectives.ForUnmatched(context));
        var status = _pages.Status(features, request.FirstEndpoint is not null, out IHttpResponseFeature? response);
        var contentType = response?.Headers.ContentType is { Count: > 0 } types ? types[0] : null;
        var isPlain = exception is null && elapsed == TimeSpan.Zero && request.IsPlain;
        if (isPlain && counted.TryRecordPlain(status, request.Method, contentType))
        {
            objectives.Coverage.CountCovered();
        }
        else if (!isPlain || !UncoveredRequests.TryCountPlain(status, request.Method, contentType, objectives.Coverage, counted))
        {
            TimeSpan? toFirstByte = request.FirstByteTimestamp is { } first ? time.GetElapsedTime(request.Started, first) : null;
            Record(new(context, status, request, exception, elapsed, toFirstByte, counted.Traits, contentType), objectives, counted);
        }

        request.End(features);
        request.Work.Release(request.Calls);
        if (!request.AwaitsFirstByte)
        {
            ObservedRequestPool.Return(request);
        }
    }

    private void Record(CompletedRequest completed, HttpObjectives objectives, EndpointObjectives counted)
    {
        completed.End = RequestEnds.Of(completed, stop);
        if (counted.Record(completed))
        {
            objectives.Coverage.CountCovered();
        }
        else
        {
            UncoveredRequests.Count(completed, objectives.Coverage, counted);
        }
    }

    // Most requests are far below every threshold: then nothing asks for their duration, and the precise clock and a division are saved.
    private TimeSpan Elapsed(HttpObjectives objectives, ObservedRequest request)
    {
        if (_hasCoarseClock && CoarseClock.Timestamp - request.Started < objectives.SurelyInCoarseTime && !request.IsGrpc)
        {
            return TimeSpan.Zero;
        }

        var ended = time.GetTimestamp();
        return ended - request.Started < objectives.SurelyInTime.Ticks * _timestampsPerTick && !request.IsGrpc
            ? TimeSpan.Zero : time.GetElapsedTime(request.Started, ended);
    }

    /// <summary>
    /// Whether the pipeline runs again for an error page. This occurs only if the middleware is inside an exception handler or status code
    /// pages, and the request was counted on the first run. Both set the status first, which is cheaper to check.
    /// </summary>
    private bool IsRunAgain(IFeatureCollection features)
    {
        if (features[typeof(IHttpResponseFeature)] is not IHttpResponseFeature { StatusCode: not StatusCodes.Status200OK }
            || (features[typeof(IExceptionHandlerFeature)] is null
                && features[typeof(IStatusCodeReExecuteFeature)] is null))
        {
            return false;
        }

        if (!_isPlacementLogged && features[typeof(IHttpRequestLifetimeFeature)] is not ObservedRequest)
        {
            _isPlacementLogged = true;
            logger.StandsTooLate();
        }

        return true;
    }
}
