namespace Slo.AsCode.OpenSlo;

/// <summary>When to alert, and which targets. <see cref="WhenBreaching"/> is null if it is not given.</summary>
internal sealed record AlertPolicySpec(bool WhenNoData, bool? WhenBreaching, Link? Condition, IReadOnlyList<Link> Targets);
