namespace Slo;

/// <summary>An exclusion or a target override that was decided on one instance and applies to all, or its revocation.</summary>
/// <param name="Id">The id of the decision. The id of a revoked decision is not used again.</param>
/// <param name="Exclusion">The exclusion, or null.</param>
/// <param name="TargetOverride">The override, or null. If both are null, the decision is revoked.</param>
public sealed record SloFleetDecision(string Id, SloExclusion? Exclusion, SloTargetOverride? TargetOverride);
