using Microsoft.AspNetCore.Http;

namespace Slo;

/// <summary>A completed request, for code that judges it itself.</summary>
/// <param name="HttpContext">The request; only valid during the call.</param>
/// <param name="Exception">What escaped from the app, or null.</param>
/// <param name="Elapsed">From first to last; zero unless some objective of the app promises a latency.</param>
/// <param name="IsAbortedByClient">Whether the client went away before the end.</param>
public readonly record struct SloHttpEvent(HttpContext HttpContext, Exception? Exception, TimeSpan Elapsed, bool IsAbortedByClient)
{
    /// <summary>The status code as sent, or as it would have been sent.</summary>
    public int StatusCode => HttpContext.Response.StatusCode;
}
