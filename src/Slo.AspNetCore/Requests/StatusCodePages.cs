using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Slo.AspNetCore.Requests;

/// <summary>Watches the status of responses in apps with status code pages. The first request tells whether there are any.</summary>
internal sealed class StatusCodePages
{
    private volatile bool _isAbsent;

    /// <summary>Begins to watch a response, if needed.</summary>
    internal void Watch(HttpContext context)
    {
        if (!_isAbsent && context.Features[typeof(IHttpResponseFeature)] is IHttpResponseFeature response)
        {
            context.Features[typeof(IHttpResponseFeature)] = new WatchedResponse(context, response);
        }
    }

    /// <summary>The status code as sent, or the error that was answered with a redirect. Ends the watch.</summary>
    /// <param name="context">The request.</param>
    /// <param name="response">The server's own feature of the response.</param>
    internal int Status(HttpContext context, out IHttpResponseFeature? response)
    {
        response = (IHttpResponseFeature?)context.Features[typeof(IHttpResponseFeature)];
        var watched = response as WatchedResponse;
        var status = watched?.RedirectedError ?? response?.StatusCode ?? StatusCodes.Status200OK;
        if (watched is not null)
        {
            context.Features[typeof(IHttpResponseFeature)] = response = watched.Response;
            _isAbsent = context.Features[typeof(IStatusCodePagesFeature)] is null;
        }
        else if (_isAbsent && status is >= 300 and < 400)
        {
            // A part of the app has them, which no request reached before.
            _isAbsent = context.Features[typeof(IStatusCodePagesFeature)] is null;
        }

        return status;
    }
}
