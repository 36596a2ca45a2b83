using System.Text.Json.Nodes;

namespace Slo.Kubernetes.Routes;

/// <summary>A kind of object that distributes requests by weights.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Group">The group of its API.</param>
/// <param name="Plural">Its name in paths.</param>
/// <param name="Rules">The list of its routes, below <c>spec</c>.</param>
/// <param name="Destinations">The list of destinations of a route.</param>
/// <param name="DestinationHelp">A description of the names of a destination, for messages.</param>
/// <param name="NamesOf">The names of a destination; the first one is unique.</param>
/// <param name="DefaultWeight">The weight of a destination without one, by the number of destinations.</param>
internal sealed record RouteKind(
    string Name, string Group, string Plural, string Rules, string Destinations, string DestinationHelp,
    Func<JsonObject, string[]> NamesOf, Func<int, int> DefaultWeight)
{
    internal static readonly RouteKind Istio = new(
        "VirtualService", "networking.istio.io", "virtualservices", "http", "route", "a subset, a host, or host/subset",
        IstioNames, count => count == 1 ? RouteWeights.Whole : 0);

    internal static readonly RouteKind Gateway = new(
        "HTTPRoute", "gateway.networking.k8s.io", "httproutes", "rules", "backendRefs", "the name of a service, or name:port",
        GatewayNames, _ => 1);

    private static string[] IstioNames(JsonObject destination)
    {
        var of = destination["destination"] as JsonObject;
        var host = Text(of?["host"]);
        var port = (of?["port"] as JsonObject)?["number"];
        var full = Text(of?["subset"]) is { Length: > 0 } subset ? $"{host}/{subset}" : host;
        return [port is null ? full : $"{full}:{Text(port)}", full, host, full.Length > host.Length ? full[(host.Length + 1)..] : host];
    }

    private static string[] GatewayNames(JsonObject backend)
    {
        var name = Text(backend["name"]);
        var port = backend["port"] is { } number ? $"{name}:{Text(number)}" : name;
        return [Text(backend["namespace"]) is { Length: > 0 } other ? $"{other}/{port}" : port, port, name];
    }

    private static string Text(JsonNode? node) => node is JsonValue ? node.ToString() : "";
}
