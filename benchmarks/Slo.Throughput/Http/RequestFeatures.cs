using System.Collections;
using Microsoft.AspNetCore.Hosting.Server.Abstractions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Slo.Throughput.Http;

/// <summary>
/// A request as a server hands it to hosting, used again and again: like Kestrel's, it brings its own endpoint and route value
/// features and keeps hosting's context from one request to the next, so that what is allocated is not the server's.
/// </summary>
internal sealed class RequestFeatures<TContext> : IFeatureCollection, IHostContextContainer<TContext>, IEndpointFeature, IRouteValuesFeature
    where TContext : notnull
{
    private readonly HttpRequestFeature _request = new()
    {
        Method = HttpMethods.Get,
        Path = PipelineServer.Path,
        Protocol = HttpProtocol.Http11,
        Scheme = "http",
    };

    private readonly HttpResponseFeature _response = new();

    // The server's own features first, then those that were added on the way; like Kestrel's, few enough to be looked through.
    private readonly (Type? Type, object? Feature)[] _features = new (Type?, object?)[24];
    private readonly (Type?, object?)[] _initial;
    private int _count;

    internal RequestFeatures() => _initial =
    [
        (typeof(IHttpRequestFeature), _request),
        (typeof(IHttpResponseFeature), _response),
        (typeof(IHttpResponseBodyFeature), new StreamResponseBodyFeature(Stream.Null)),
        (typeof(IEndpointFeature), this),
        (typeof(IRouteValuesFeature), this),
        (typeof(IHttpRequestLifetimeFeature), new HttpRequestLifetimeFeature()),
    ];

    public TContext? HostContext { get; set; }

    public Endpoint? Endpoint { get; set; }

    public RouteValueDictionary RouteValues { get; set; } = [];

    public bool IsReadOnly => false;

    public int Revision { get; private set; }

    public object? this[Type key]
    {
        get => _features[Find(key)].Feature;
        set
        {
            var at = Find(key);
            _features[at] = (key, value);
            _count = Math.Max(_count, at + 1);
            Revision++;
        }
    }

    public TFeature? Get<TFeature>() => (TFeature?)this[typeof(TFeature)];

    public void Set<TFeature>(TFeature? instance) => this[typeof(TFeature)] = instance;

    public IEnumerator<KeyValuePair<Type, object>> GetEnumerator() =>
        _features.Take(_count).Where(pair => pair.Feature is not null).Select(pair => KeyValuePair.Create(pair.Type!, pair.Feature!)).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>A new request begins.</summary>
    internal void Reset()
    {
        Array.Clear(_features, 0, _count);
        _initial.CopyTo(_features, 0);
        _count = _initial.Length;
        _response.StatusCode = StatusCodes.Status200OK;
        Endpoint = null;
        RouteValues.Clear();
        Revision++;
    }

    // Where the feature is, or the first free place.
    private int Find(Type key)
    {
        var at = 0;
        while (at < _count && _features[at].Type != key)
        {
            at++;
        }

        return at;
    }
}
