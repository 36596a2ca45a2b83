namespace Slo;

/// <summary>An exclusion, or an override of a target, that one instance decided for all; or that it was taken back.</summary>
/// <param name="Id">Identifies it. One that was taken back never returns.</param>
/// <param name="Exclusion">The exclusion, or null.</param>
/// <param name="TargetOverride">The override, or null. Both are null: it was taken back.</param>
public sealed record SloFleetDecision(string Id, SloExclusion? Exclusion, SloTargetOverride? TargetOverride);
