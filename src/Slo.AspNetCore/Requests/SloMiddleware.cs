using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.ObjectPool;

namespace Slo.AspNetCore.Requests;

/// <summary>The outermost middleware: sees each request from its first moment to its last, and books it once.</summary>
internal sealed class SloMiddleware(RequestDelegate next, SloRegistry registry, TimeProvider time, ILogger<SloMiddleware> logger)
{
    private readonly ObjectPool<RequestRoute> _routes = new DefaultObjectPool<RequestRoute>(new DefaultPooledObjectPolicy<RequestRoute>());
    private volatile HttpObjectives _objectives = new([], logger);

    // Not an async method: a request that completes synchronously needs no state machine.
    public Task InvokeAsync(HttpContext context)
    {
        HttpObjectives objectives = Objectives();
        if (objectives.IsEmpty || context.Features.Get<IEndpointFeature>() is RequestRoute)
        {
            // Nothing to count, or already counted by an outer UseSlo.
            return next(context);
        }

        RequestRoute route = _routes.Get();
        route.Begin(context);
        var started = objectives.NeedTime ? time.GetTimestamp() : 0;
        Task task;
        try
        {
            task = next(context);
        }
        catch (Exception exception)
        {
            Complete(context, objectives, route, started, exception);
            throw;
        }

        if (!task.IsCompletedSuccessfully)
        {
            return CompleteAsync(task, context, objectives, route, started);
        }

        Complete(context, objectives, route, started, exception: null);
        return Task.CompletedTask;
    }

    private async Task CompleteAsync(Task task, HttpContext context, HttpObjectives objectives, RequestRoute route, long started)
    {
        try
        {
            await task.ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            Complete(context, objectives, route, started, exception);
            throw;
        }

        Complete(context, objectives, route, started, exception: null);
    }

    private void Complete(HttpContext context, HttpObjectives objectives, RequestRoute route, long started, Exception? exception)
    {
        TimeSpan elapsed = objectives.NeedTime ? time.GetElapsedTime(started) : TimeSpan.Zero;
        EndpointObjectives taken = objectives.For(route.End());
        _routes.Return(route);
        taken.Record(context, exception, elapsed);
    }

    private HttpObjectives Objectives()
    {
        HttpObjectives objectives = _objectives;
        return ReferenceEquals(objectives.Trackers, registry.Trackers) ? objectives : _objectives = new HttpObjectives(registry.Trackers, logger);
    }
}
