namespace Slo.Tests.Prometheus;

/// <summary>A rule as a reader of the generated YAML sees it.</summary>
internal sealed record GeneratedRule(
    string Group, string? Record, string? Alert, string Expr, IReadOnlyDictionary<string, string> Labels, IReadOnlyDictionary<string, string> Annotations)
{
    internal string Name => Record ?? Alert!;
}
