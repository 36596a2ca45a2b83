namespace Slo.Kubernetes.Routes;

/// <summary>The change of a route that was read.</summary>
/// <param name="Wanted">The weights to set; null if nothing is changed.</param>
/// <param name="Refusal">Why nothing is changed; null if there are weights to set.</param>
internal sealed record RouteDecision(RouteWeights? Wanted, string? Refusal);
