using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Slo.AspNetCore.Requests;

/// <summary>
/// Remembers the endpoint that a request matched first. Exception handlers and status code pages run the pipeline again for an
/// error page and leave that page's endpoint behind; a failure booked on <c>/error</c> would leave the failing route looking perfect.
/// Only an endpoint set while the path is still the request's own counts. Pooled: lives for one request at a time.
/// </summary>
internal sealed class RequestRoute : IEndpointFeature
{
    private HttpContext? _context;
    private IEndpointFeature? _replaced;
    private Endpoint? _current;
    private Endpoint? _first;
    private PathString _pathBase;
    private PathString _path;

    public Endpoint? Endpoint
    {
        get => _current;
        set
        {
            _current = value;
            if (_first is null && value is not null && IsOwnPath())
            {
                _first = value;
            }
        }
    }

    internal void Begin(HttpContext context)
    {
        _context = context;
        _pathBase = context.Request.PathBase;
        _path = context.Request.Path;
        _replaced = context.Features.Get<IEndpointFeature>();
        _first = _current = _replaced?.Endpoint;
        context.Features.Set<IEndpointFeature>(this);
    }

    /// <summary>Puts things back as they were, and says which endpoint was matched first; null if none was.</summary>
    internal Endpoint? End()
    {
        if (_context is { } context && ReferenceEquals(context.Features.Get<IEndpointFeature>(), this))
        {
            if (_replaced is not null)
            {
                _replaced.Endpoint = _current;
                context.Features.Set(_replaced);
            }
            else
            {
                context.Features.Set<IEndpointFeature>(_current is null ? null : new LastEndpoint { Endpoint = _current });
            }
        }

        Endpoint? first = _first;
        _context = null;
        _replaced = null;
        _current = _first = null;
        _pathBase = _path = default;
        return first;
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
