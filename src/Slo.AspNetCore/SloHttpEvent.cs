using Microsoft.AspNetCore.Http;

namespace Slo;

/// <summary>A completed request, for code that judges it itself.</summary>
/// <param name="HttpContext">The request; only valid during the call.</param>
/// <param name="Exception">The unhandled exception, or null.</param>
/// <param name="Elapsed">The duration; zero unless an objective of the app has a latency threshold.</param>
/// <param name="IsAbortedByClient">Whether the client aborted the request.</param>
public readonly record struct SloHttpEvent(HttpContext HttpContext, Exception? Exception, TimeSpan Elapsed, bool IsAbortedByClient)
{
    /// <summary>The status code as sent, or as it would have been sent.</summary>
    public int StatusCode => HttpContext.Response.StatusCode;
}
