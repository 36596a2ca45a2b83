using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.StaticAssets;
using Slo.AspNetCore.Shedding;

namespace Slo.AspNetCore.Requests;

/// <summary>What the metadata of an endpoint tell about its requests.</summary>
/// <param name="Stream">Whether its responses are streams.</param>
/// <param name="Group">Its name as a group: the route pattern, the action, or the page.</param>
/// <param name="IsStaticAsset">Whether it serves a file.</param>
internal sealed record EndpointTraits(StreamKind Stream, string? Group, bool IsStaticAsset)
{
    /// <summary>All static assets share a group.</summary>
    internal const string StaticAssets = "(static)";

    internal static readonly EndpointTraits None = new(StreamKind.Unknown, null, false);

    private const string Unmatched = "(no route)";

    // Methods are a closed set, so these are few.
    private readonly ConcurrentDictionary<string, string> _operations = new(StringComparer.Ordinal);

    /// <summary>What it protects by its answer, in the place of an endpoint that is shed; null: it is none of these.</summary>
    internal ShedMetadata? Shed { get; init; }

    /// <summary>The method and the route pattern, never the path as sent: <c>POST /orders/{id}</c>.</summary>
    internal string OperationOf(string method) => _operations.GetOrAdd(
        HttpGrouping.KnownMethod(method), static (known, group) => $"{known} {group ?? Unmatched}", Group);

    internal static EndpointTraits Of(Endpoint endpoint)
    {
        var isStaticAsset = endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is not null;
        return new(StreamOf(endpoint), isStaticAsset ? StaticAssets : GroupOf(endpoint), isStaticAsset)
        {
            Shed = endpoint.Metadata.GetMetadata<ShedMetadata>(),
        };
    }

    private static StreamKind StreamOf(Endpoint endpoint) =>
        endpoint.Metadata.GetMetadata<ISloStreamMetadata>() is not null ? StreamKind.Always
        : GrpcMethods.IsStreaming(endpoint) is { } isStreaming ? isStreaming ? StreamKind.Always : StreamKind.Never
        : endpoint.Metadata.GetMetadata<HubMetadata>() is not null && endpoint.Metadata.GetMetadata<NegotiateMetadata>() is null
            ? StreamKind.Get
        : StreamKind.Unknown;

    // A conventional route such as {controller=Home}/{action=Index} leads to all actions: there the action is the group.
    private static string? GroupOf(Endpoint endpoint)
    {
        if (endpoint.Metadata.GetMetadata<PageActionDescriptor>() is { ViewEnginePath: var page } pages)
        {
            return pages.AreaName is { Length: > 0 } area ? $"/{area}{page}" : page;
        }

        if (endpoint.Metadata.GetMetadata<ControllerActionDescriptor>() is { AttributeRouteInfo: null } action)
        {
            var name = $"{action.ControllerName}/{action.ActionName}";
            return action.RouteValues.TryGetValue("area", out var area) && !string.IsNullOrEmpty(area) ? $"{area}/{name}" : name;
        }

        return (endpoint as RouteEndpoint)?.RoutePattern.RawText;
    }
}
