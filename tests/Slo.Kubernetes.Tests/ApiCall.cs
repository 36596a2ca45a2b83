using System.Text.Json.Nodes;

namespace Slo.Kubernetes.Tests;

/// <summary>A request as the API server got it.</summary>
internal sealed record ApiCall(string Method, string Path, string Query, string ContentType, string Authorization, JsonObject? Body)
{
    internal bool IsDryRun => Query.Contains("dryRun=All", StringComparison.Ordinal);

    internal string? Version => (string?)Body?["metadata"]?["resourceVersion"];
}
