using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.Primitives;

namespace Slo.AspNetCore.Tests.Requests;

/// <summary>Endpoints that change while the app runs, as those of a proxy do.</summary>
internal sealed class ChangingEndpoints : EndpointDataSource, IDisposable
{
    private CancellationTokenSource _changed = new();
    private IReadOnlyList<Endpoint> _endpoints = [];

    public override IReadOnlyList<Endpoint> Endpoints => _endpoints;

    public override IChangeToken GetChangeToken() => new CancellationChangeToken(_changed.Token);

    /// <summary>Maps these routes and no others.</summary>
    internal void Map(params string[] routes)
    {
        _endpoints =
        [
            .. routes.Select(route => new RouteEndpointBuilder(
                context => context.Response.WriteAsync("ok"), RoutePatternFactory.Parse(route), order: 0).Build()),
        ];
        using CancellationTokenSource changed = _changed;
        _changed = new();
        changed.Cancel();
    }

    public void Dispose() => _changed.Dispose();
}
