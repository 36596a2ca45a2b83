namespace Slo.Hosting.Dependencies;

/// <summary>A set whose calls are observed.</summary>
internal sealed record ObservedSet(string Set);
