namespace Slo.Kubernetes.Routes;

/// <summary>What is to be done with a route as it was read.</summary>
/// <param name="Wanted">The weights to set.</param>
/// <param name="Refusal">Why nothing is done.</param>
internal sealed record RouteDecision(RouteWeights? Wanted, string? Refusal);
