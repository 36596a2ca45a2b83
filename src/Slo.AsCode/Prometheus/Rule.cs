namespace Slo.AsCode.Prometheus;

/// <summary>One rule of a group. Labels and annotations are written in this order.</summary>
/// <param name="Name">The record or the alert.</param>
/// <param name="Expr">PromQL.</param>
/// <param name="Labels">What the rule adds; the values of an alert are escaped already.</param>
internal sealed record Rule(string Name, string Expr, IReadOnlyList<KeyValuePair<string, string>> Labels)
{
    internal bool IsAlert { get; init; }

    internal TimeSpan For { get; init; }

    internal TimeSpan KeepFiringFor { get; init; }

    internal IReadOnlyList<KeyValuePair<string, string>> Annotations { get; init; } = [];
}
