using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.ObjectPool;

namespace Slo.AspNetCore.Requests;

/// <summary>The outermost middleware: sees each request from its first moment to its last, and books it once.</summary>
/// <param name="next">The pipeline.</param>
/// <param name="registries">Of every set, the default one first.</param>
/// <param name="time">The host's clock.</param>
/// <param name="logger">For what is wrong with the app's own code and tags; one that holds up no request.</param>
internal sealed class SloMiddleware(RequestDelegate next, SloRegistry[] registries, TimeProvider time, ILogger logger)
{
    private readonly ObjectPool<ObservedRequest> _requests =
        new DefaultObjectPool<ObservedRequest>(new DefaultPooledObjectPolicy<ObservedRequest>());

    private readonly UserCode _userCode = new(time, logger);
    private volatile HttpObjectives _objectives = new([], new UserCode(time, logger), logger);
    private volatile bool _isPlacementLogged;

    // Features are read through the indexer: the generic methods cost three times as much, and so does the lookup of the context, which
    // restarts whenever a feature was set.
    private static int StatusCode(HttpContext context) =>
        ((IHttpResponseFeature?)context.Features[typeof(IHttpResponseFeature)])?.StatusCode ?? StatusCodes.Status200OK;

    // Not an async method: a request that completes synchronously needs no state machine.
    public Task InvokeAsync(HttpContext context)
    {
        HttpObjectives objectives = Objectives();
        if (objectives.IsEmpty || IsRunAgain(context))
        {
            return next(context);
        }

        // If routing came first, the objectives of the request are already known: often none.
        var endpoints = (IEndpointFeature?)context.Features[typeof(IEndpointFeature)];
        Endpoint? endpoint = endpoints?.Endpoint;
        EndpointObjectives? taken = endpoint is null ? null : objectives.For(endpoint);
        var lifetime = (IHttpRequestLifetimeFeature?)context.Features[typeof(IHttpRequestLifetimeFeature)];
        if (taken is { IsEmpty: true } || lifetime is ObservedRequest)
        {
            // Nothing to count, or counted by an outer middleware.
            return next(context);
        }

        // A response may start after this middleware has completed, so a request that waits for its start cannot be pooled.
        ObservedRequest request = objectives.NeedFirstByte ? new ObservedRequest() : _requests.Get();
        request.Begin(context, lifetime, endpoints, endpoint);
        var started = objectives.NeedTime ? time.GetTimestamp() : 0;
        if (objectives.NeedFirstByte)
        {
            WatchFirstByte(context.Response, request, started);
        }

        Task task;
        try
        {
            task = next(context);
        }
        catch (Exception exception)
        {
            Complete(context, objectives, taken, request, started, exception);
            throw;
        }

        if (!task.IsCompletedSuccessfully)
        {
            return CompleteAsync(task, context, objectives, taken, request, started);
        }

        Complete(context, objectives, taken, request, started, exception: null);
        return Task.CompletedTask;
    }

    private void WatchFirstByte(HttpResponse response, ObservedRequest request, long started)
    {
        // After a middleware that started the response, OnStarting would throw.
        if (response.HasStarted)
        {
            request.FirstByteTimestamp = started;
        }
        else
        {
            response.OnStarting(NoteFirstByte, (request, time));
        }
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
        TimeSpan elapsed = objectives.NeedTime ? time.GetElapsedTime(started) : TimeSpan.Zero;
        TimeSpan? toFirstByte = request.FirstByteTimestamp is { } firstByte ? time.GetElapsedTime(started, firstByte) : null;
        (taken ?? objectives.For(request.FirstEndpoint)).Record(
            new CompletedRequest(context, StatusCode(context), request, exception, elapsed, toFirstByte));
        request.End();
        if (!objectives.NeedFirstByte)
        {
            request.Reset();
            _requests.Return(request);
        }
    }

    /// <summary>
    /// Whether the pipeline runs again for an error page. That is only seen where the middleware stands inside an exception handler or
    /// status code pages: the request itself was counted on the way in. Both set the status first, which is cheaper to ask.
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

    private HttpObjectives Objectives()
    {
        HttpObjectives objectives = _objectives;
        return objectives.AreOf(registries) ? objectives : _objectives = new HttpObjectives(registries, _userCode, logger);
    }
}
