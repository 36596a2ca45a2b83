using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Slo.AspNetCore.Requests;

/// <summary>
/// Watches the status of responses in apps with status code pages. Whether there are any shows the first request that reached an endpoint,
/// and later any redirect that passed them.
/// </summary>
internal sealed class StatusCodePages
{
    private volatile bool _isWatching = true;
    private volatile bool _isKnown;

    /// <summary>Begins to watch a response, if needed.</summary>
    internal void Watch(HttpContext context, IFeatureCollection features)
    {
        if (_isWatching && features[typeof(IHttpResponseFeature)] is IHttpResponseFeature response)
        {
            features[typeof(IHttpResponseFeature)] = new WatchedResponse(context, response);
        }
    }

    /// <summary>The status code as sent, or the error that was answered with a redirect. Ends the watch.</summary>
    /// <param name="features">Those of the request.</param>
    /// <param name="hasEndpoint">Whether the request reached an endpoint, and so passed what stands before it.</param>
    /// <param name="response">The server's own feature of the response.</param>
    internal int Status(IFeatureCollection features, bool hasEndpoint, out IHttpResponseFeature? response)
    {
        response = (IHttpResponseFeature?)features[typeof(IHttpResponseFeature)];
        var watched = response as WatchedResponse;
        var status = watched?.RedirectedError ?? response?.StatusCode ?? StatusCodes.Status200OK;
        if (watched is not null)
        {
            features[typeof(IHttpResponseFeature)] = response = watched.Response;
        }

        // What redirects, for example to HTTPS, may stand before them.
        var isRedirect = status is >= 300 and < 400;
        if ((!_isKnown && hasEndpoint && !isRedirect) || (!_isWatching && isRedirect))
        {
            _isWatching = features[typeof(IStatusCodePagesFeature)] is not null;
            _isKnown = true;
        }

        return status;
    }
}
