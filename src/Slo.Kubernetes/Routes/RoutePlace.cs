namespace Slo.Kubernetes.Routes;

/// <summary>Names a destination of a route of an object.</summary>
/// <param name="Namespace">The namespace.</param>
/// <param name="Name">The name of the object.</param>
/// <param name="Route">The name or number of the route; null: the only one.</param>
/// <param name="Destination">The destination in the route.</param>
/// <param name="Version">The version of the API.</param>
internal sealed record RoutePlace(string Namespace, string Name, string? Route, string Destination, string Version);
