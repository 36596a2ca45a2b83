using Microsoft.AspNetCore.Http;
using Slo.AspNetCore.Requests;

namespace Slo.AspNetCore.Coverage;

/// <summary>Counts requests that feed no objective. Those that no user waits for are left out.</summary>
/// <param name="next">The pipeline.</param>
internal sealed class UncoveredRequests(RequestDelegate next)
{
    /// <summary>Runs a request whose endpoint feeds no objective, without observing it.</summary>
    internal Task RunAsync(HttpContext context, ServiceCoverage coverage, EndpointObjectives counted)
    {
        try
        {
            Task task = next(context);
            if (!task.IsCompletedSuccessfully)
            {
                return CompleteAsync(task, context, coverage, counted);
            }
        }
        catch (Exception exception)
        {
            Count(context, coverage, counted, exception);
            throw;
        }

        Count(context, coverage, counted, exception: null);
        return Task.CompletedTask;
    }

    /// <summary>Counts a request that was observed and fed none.</summary>
    internal static void Count(in CompletedRequest request, ServiceCoverage coverage, EndpointObjectives counted)
    {
        if (counted.IsTraffic && IsTraffic(request.Method, request.ContentType))
        {
            coverage.CountUncovered(counted, request.Method, request.End is not (RequestEnd.Client or RequestEnd.Shutdown)
                && (request.GrpcStatus is { } status
                    ? GrpcStatusCodes.Classify(status).Outcome == SloOutcome.Bad : IsError(request.StatusCode, request.Exception)));
        }
    }

    private static async Task CompleteAsync(Task task, HttpContext context, ServiceCoverage coverage, EndpointObjectives counted)
    {
        try
        {
            await task.ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            Count(context, coverage, counted, exception);
            throw;
        }

        Count(context, coverage, counted, exception: null);
    }

    private static void Count(HttpContext context, ServiceCoverage coverage, EndpointObjectives counted, Exception? exception)
    {
        var method = context.Request.Method;
        if (IsTraffic(method, context.Response.ContentType))
        {
            coverage.CountUncovered(
                counted, method, !(exception is not null && context.RequestAborted.IsCancellationRequested)
                    && IsError(context.Response.StatusCode, exception));
        }
    }

    private static bool IsTraffic(string method, string? contentType) =>
        !HttpMethods.IsOptions(method) && !NotTraffic.IsExposition(contentType);

    private static bool IsError(int status, Exception? exception) => exception switch
    {
        null => status >= StatusCodes.Status500InternalServerError,
        BadHttpRequestException bad => bad.StatusCode >= StatusCodes.Status500InternalServerError,
        _ => true,
    };
}
