namespace Slo.AspNetCore.Api;

/// <summary>JSON: a reason for which the release gate is closed, or a review is required.</summary>
/// <param name="Objective">The objective.</param>
/// <param name="Cause">What kind of reason it is.</param>
/// <param name="Policy">The policy, if one is the cause.</param>
/// <param name="Level">The condition of its level, or the rule that fires.</param>
/// <param name="Value">The share of the budget that is left, or the burn rate.</param>
/// <param name="Limit">The value at which it begins.</param>
/// <param name="Since">Since when.</param>
/// <param name="Until">When it ends at the latest, where that is known.</param>
/// <param name="Scope">Whose events decide.</param>
/// <param name="WhoMayOverride">Who may override the policy, in words.</param>
/// <param name="OverriddenBy">The id of the override because of which it closes nothing.</param>
/// <param name="Text">The reason as a sentence.</param>
internal sealed record GateReasonDocument(
    string Objective, SloReleaseCause Cause, string? Policy, string? Level, double? Value, double? Limit, DateTimeOffset? Since,
    DateTimeOffset? Until, SloScope Scope, string? WhoMayOverride, string? OverriddenBy, string Text)
{
    internal static GateReasonDocument Of(SloReleaseReason reason) => new(
        reason.Objective, reason.Cause, reason.Policy, reason.Level, reason.Value, reason.Limit, reason.Since, reason.Until, reason.Scope,
        reason.WhoMayOverride, reason.OverriddenBy, reason.Text);
}
