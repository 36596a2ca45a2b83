using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Slo.AspNetCore.Requests;

/// <summary>
/// Remembers the error that <c>UseStatusCodePagesWithRedirects</c> answers with a redirect: what is sent is 302, and the failure is not
/// seen. Only apps with status code pages pay for it.
/// </summary>
internal sealed class WatchedResponse(HttpContext context, IHttpResponseFeature response) : IHttpResponseFeature
{
    /// <summary>The status before the redirect, or null.</summary>
    internal int? RedirectedError { get; private set; }

    internal IHttpResponseFeature Response => response;

    public int StatusCode
    {
        get => response.StatusCode;
        set
        {
            if (value is >= 300 and < 400 && response.StatusCode >= StatusCodes.Status400BadRequest
                && context.Features[typeof(IStatusCodePagesFeature)] is not null)
            {
                RedirectedError = response.StatusCode;
            }

            response.StatusCode = value;
        }
    }

    public string? ReasonPhrase
    {
        get => response.ReasonPhrase;
        set => response.ReasonPhrase = value;
    }

    public IHeaderDictionary Headers
    {
        get => response.Headers;
        set => response.Headers = value;
    }

    public bool HasStarted => response.HasStarted;

#pragma warning disable CS0618 // The interface has it.
    public Stream Body
    {
        get => response.Body;
        set => response.Body = value;
    }
#pragma warning restore CS0618

    public void OnStarting(Func<object, Task> callback, object state) => response.OnStarting(callback, state);

    public void OnCompleted(Func<object, Task> callback, object state) => response.OnCompleted(callback, state);
}
