using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Slo.AspNetCore.Requests;

/// <summary>
/// What is seen of one request while it runs. It stands in for two of the request's features. As the endpoint feature it remembers the
/// endpoint matched first: exception handlers and status code pages run the pipeline again for an error page and leave that page's
/// endpoint behind, and a failure booked on <c>/error</c> would leave the failing route looking perfect. As the lifetime feature it
/// tells an abort by the server from one by the client. Pooled: one request at a time.
/// </summary>
internal sealed class ObservedRequest : IEndpointFeature, IHttpRequestLifetimeFeature, ISloRequest
{
    private IEndpointFeature? _endpoints;
    private IHttpRequestLifetimeFeature? _lifetime;
    private Endpoint? _current;
    private PathString _pathBase;
    private PathString _path;
    private HttpContext? _context;

    public SloOutcome? Outcome { get; private set; }

    public string? BadReason { get; private set; }

    public Endpoint? Endpoint
    {
        get => _current;
        set
        {
            _current = value;
            if (FirstEndpoint is null && value is not null && IsOwnPath())
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
                _lifetime.RequestAborted = value;
            }
        }
    }

    /// <summary>The endpoint that the request itself matched first; null if none.</summary>
    internal Endpoint? FirstEndpoint { get; private set; }

    internal bool IsAbortedByServer { get; private set; }

    /// <summary>When the response started, if that was asked for.</summary>
    internal long? FirstByteTimestamp { get; set; }

    public void Abort()
    {
        IsAbortedByServer = true;
        _lifetime?.Abort();
    }

    public void MarkGood() => Outcome = SloOutcome.Good;

    public void MarkBad(string reason)
    {
        Outcome = SloOutcome.Bad;
        BadReason = reason;
    }

    public void MarkIgnored() => Outcome = SloOutcome.Ignored;

    internal void Begin(HttpContext context)
    {
        _context = context;
        _pathBase = context.Request.PathBase;
        _path = context.Request.Path;
        _endpoints = context.Features.Get<IEndpointFeature>();
        FirstEndpoint = _current = _endpoints?.Endpoint;
        context.Features.Set<IEndpointFeature>(this);
        _lifetime = context.Features.Get<IHttpRequestLifetimeFeature>();
        if (_lifetime is not null)
        {
            context.Features.Set<IHttpRequestLifetimeFeature>(this);
        }
    }

    /// <summary>Puts the features back as they were; what was seen stays readable until <see cref="Reset"/>.</summary>
    internal void End()
    {
        IFeatureCollection features = _context!.Features;
        if (ReferenceEquals(features.Get<IEndpointFeature>(), this))
        {
            if (_endpoints is not null)
            {
                _endpoints.Endpoint = _current;
            }

            features.Set(_endpoints ?? (_current is null ? null : new LastEndpoint { Endpoint = _current }));
        }

        if (_lifetime is not null && ReferenceEquals(features.Get<IHttpRequestLifetimeFeature>(), this))
        {
            features.Set(_lifetime);
        }
    }

    internal void Reset()
    {
        _context = null;
        _endpoints = null;
        _lifetime = null;
        _current = FirstEndpoint = null;
        _pathBase = _path = default;
        Outcome = null;
        BadReason = null;
        IsAbortedByServer = false;
        FirstByteTimestamp = null;
    }

    // UsePathBase moves a part from one to the other; what they say together must not change.
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
