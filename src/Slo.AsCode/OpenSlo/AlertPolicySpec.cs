namespace Slo.AsCode.OpenSlo;

/// <summary>When to alert, and whom. Breaching is null where it is not said.</summary>
internal sealed record AlertPolicySpec(bool WhenNoData, bool? WhenBreaching, Link? Condition, IReadOnlyList<Link> Targets);
