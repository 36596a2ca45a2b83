namespace Slo.Kubernetes.Api;

/// <summary>What is known of a cluster without asking it, to tell resources apart.</summary>
/// <param name="Server">The address of its API server; null: it is not known.</param>
/// <param name="Namespace">The namespace of objects that name none; null: it is not known.</param>
internal sealed record ClusterPlace(Uri? Server, string? Namespace);
