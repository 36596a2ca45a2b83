using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Slo.AspNetCore.Requests;

/// <summary>
/// Observes one request by replacing its features. As the lifetime feature, and over HTTP/2 and HTTP/3 as the reset feature, it
/// distinguishes an abort by the server from one by the client, and the connection from time-outs. As the endpoint feature, needed only
/// where routing comes after us, it remembers the endpoint matched first: exception handlers and status code pages run the pipeline again
/// for an error page and leave that page's endpoint behind, and a failure counted for <c>/error</c> would not be counted for the failing
/// route. Pooled: one request at a time.
/// Features go through the indexer, which costs a third of the generic methods.
/// </summary>
internal sealed class ObservedRequest : IEndpointFeature, IHttpRequestLifetimeFeature, IHttpResetFeature
{
    private const int NoError = 0;
    private const int NoErrorOfHttp3 = 0x100;

    // Null unless it watches for the endpoint. A reference that is not kept costs no write barrier.
    private HttpContext? _context;
    private IEndpointFeature? _endpoints;
    private IHttpRequestLifetimeFeature? _lifetime;
    private IHttpResetFeature? _resets;
    private Endpoint? _current;
    private PathString _pathBase;
    private PathString _path;
    private CancellationToken? _connectionAborted;
    private volatile bool _isInUse;
    private bool _watchesEndpoint;
    private bool _hasTimedOut;

    public Endpoint? Endpoint
    {
        get => _current;
        set
        {
            // Used after the end of the request, when there is nothing to set.
            if (_context is null)
            {
                return;
            }

            _current = value;
            if (FirstEndpoint is null && value is not null && (IsOwnPath() || IsRewritten))
            {
                FirstEndpoint = value;
            }
        }
    }

    public CancellationToken RequestAborted
    {
        get => _lifetime?.RequestAborted ?? CancellationToken.None;
        set
        {
            if (_lifetime is not null)
            {
                _hasTimedOut = IsTimedOut;
                _connectionAborted ??= _lifetime.RequestAborted;
                _lifetime.RequestAborted = value;
            }
        }
    }

    /// <summary>The server's own token, also after the app put one of its own in its place, which time-outs cancel too.</summary>
    private CancellationToken ConnectionAborted => _connectionAborted ?? RequestAborted;

    /// <summary>
    /// Whether the connection broke or the stream was reset before the response was complete: by the client, unless
    /// <see cref="IsAbortedByServer"/>. A reset without an error is how a server ends a complete response.
    /// </summary>
    internal bool IsCut => !IsCompletedByServer && ConnectionAborted.IsCancellationRequested;

    /// <summary>Whether nothing was seen that decides about it but its status, content type and duration: its end is that of the
    /// handler, and it has no mark and no calls.</summary>
    internal bool IsPlain => Marked is null && Calls is null && !IsGrpc && !IsAbortedByServer && !IsCut;

    /// <summary>Whether it belongs to a request. Set by the thread of its start, reset by that of its end.</summary>
    internal bool IsInUse
    {
        get => _isInUse;
        set => _isInUse = value;
    }

    /// <summary>The method as the request came in.</summary>
    internal string Method { get; private set; } = "";

    /// <summary>When it began; zero if nothing needs it.</summary>
    internal long Started { get; private set; }

    /// <summary>Whether it is a gRPC call.</summary>
    internal bool IsGrpc { get; private set; }

    /// <summary>Whether the response may start after the request is counted. Such an observation is not used again.</summary>
    internal bool AwaitsFirstByte { get; init; }

    /// <summary>Whether it is of the shared pool, and not of a thread.</summary>
    internal bool IsShared { get; init; }

    /// <summary>The endpoint that the request itself matched first; null if none.</summary>
    internal Endpoint? FirstEndpoint { get; private set; }

    /// <summary>Whether the server ended a complete response by a reset without an error.</summary>
    internal bool IsCompletedByServer { get; private set; }

    /// <summary>Whether the server aborted the request while the client was still there.</summary>
    internal bool IsAbortedByServer { get; private set; }

    /// <summary>
    /// Whether a token that the app put in place of the server's was cancelled while the connection was whole: what request time-outs do.
    /// </summary>
    internal bool IsTimedOut =>
        _hasTimedOut || (_connectionAborted is { IsCancellationRequested: false } && RequestAborted.IsCancellationRequested);

    /// <summary>When the response started, if it <see cref="AwaitsFirstByte"/>.</summary>
    internal long? FirstByteTimestamp { get; set; }

    public void Abort()
    {
        NoteAbort();
        _lifetime?.Abort();
    }

    public void Reset(int errorCode)
    {
        if (errorCode is not (NoError or NoErrorOfHttp3))
        {
            NoteAbort();
        }
        else
        {
            IsCompletedByServer |= !IsCut;
        }

        _resets?.Reset(errorCode);
    }

    // The framework and proxies abort the response themselves after their client left. Then the client was first.
    private void NoteAbort() => IsAbortedByServer |= IsInUse && !IsCut;

    /// <summary>The outcome that the handler gave the request; created on first use, so that requests without one cost nothing.</summary>
    internal SloRequest? Marked { get; set; }

    /// <summary>The work of the request, while its calls are observed.</summary>
    internal SloCallScope Work { get; set; }

    /// <summary>The calls that it made, once it is over; null: none.</summary>
    internal SloCalls? Calls { get; set; }

    internal void Begin(string method, long started, bool isGrpc, IHttpRequestLifetimeFeature? lifetime)
    {
        _lifetime = lifetime;
        if (!ReferenceEquals(Method, method))
        {
            Method = method;
        }

        Started = started;
        IsGrpc = isGrpc;
    }

    /// <summary>Stands in for the features of the request. After this the context looks all of its features up again.</summary>
    /// <param name="context">The request.</param>
    /// <param name="features">Its features.</param>
    /// <param name="endpoints">Its endpoint feature, if it has one.</param>
    /// <param name="endpoint">The endpoint it has matched already, or null: then the first one to come is watched for.</param>
    /// <param name="mayReset">Whether its protocol has resets.</param>
    internal void ReplaceFeatures(
        HttpContext context, IFeatureCollection features, IEndpointFeature? endpoints, Endpoint? endpoint, bool mayReset)
    {
        FirstEndpoint = endpoint;
        if (endpoint is null)
        {
            _context = context;
            _watchesEndpoint = true;
            _endpoints = endpoints;
            _pathBase = _context.Request.PathBase;
            _path = _context.Request.Path;
            features[typeof(IEndpointFeature)] = this;
        }

        features[typeof(IHttpRequestLifetimeFeature)] = this;
        if (mayReset)
        {
            _resets = (IHttpResetFeature?)features[typeof(IHttpResetFeature)];
            if (_resets is not null)
            {
                features[typeof(IHttpResetFeature)] = this;
            }
        }
    }

    /// <summary>Puts the features back as they were.</summary>
    internal void End(IFeatureCollection features)
    {
        features[typeof(IHttpRequestLifetimeFeature)] = _lifetime;
        if (_resets is not null)
        {
            features[typeof(IHttpResetFeature)] = _resets;
        }

        if (_watchesEndpoint && ReferenceEquals(features[typeof(IEndpointFeature)], this))
        {
            if (_endpoints is not null)
            {
                _endpoints.Endpoint = _current;
            }

            features[typeof(IEndpointFeature)] = _endpoints ?? (_current is null ? null : new LastEndpoint { Endpoint = _current });
        }
    }

    /// <summary>Ends its use, by whichever thread: another request may use it now.</summary>
    internal void Clear()
    {
        _lifetime = null;
        _resets = null;
        FirstEndpoint = null;
        if (_watchesEndpoint)
        {
            _context = null;
            _endpoints = null;
            _current = null;
            _pathBase = _path = default;
        }

        _connectionAborted = null;
        _watchesEndpoint = _hasTimedOut = false;
        IsAbortedByServer = IsCompletedByServer = false;
        Marked = null;
        Work = default;
        Calls = null;
        IsInUse = false;
    }

    // Before anything is wrong, a middleware gave the request another path, or its proxy told a path base: what it leads to is its own
    // endpoint. Who shows an error page has the error's status by then.
    private bool IsRewritten => _context!.Response.StatusCode == StatusCodes.Status200OK;

    // UsePathBase moves a part from one to the other; the combined path must not change.
    private bool IsOwnPath()
    {
        HttpRequest request = _context!.Request;
        return (ReferenceEquals(request.Path.Value, _path.Value) && request.PathBase == _pathBase)
            || (request.PathBase.Value + request.Path.Value).Equals(_pathBase.Value + _path.Value, StringComparison.OrdinalIgnoreCase);
    }

    // For servers without an endpoint feature of their own, whatever runs after us finds the endpoint as it would without us.
    private sealed class LastEndpoint : IEndpointFeature
    {
        public Endpoint? Endpoint { get; set; }
    }
}
