namespace Slo.Kubernetes.Api;

/// <summary>Identifies a cluster without a request to it, to compare resources.</summary>
/// <param name="Server">The address of its API server; null: not known.</param>
/// <param name="Namespace">The namespace of actions that have none; null: not known.</param>
internal sealed record ClusterPlace(Uri? Server, string? Namespace);
