namespace Slo.AspNetCore.Api;

/// <summary>JSON: how a level stands for an objective.</summary>
/// <param name="Policy">The name of the policy.</param>
/// <param name="Level">The condition of the level.</param>
/// <param name="Objective">The objective.</param>
/// <param name="IsInForce">Whether it is in force.</param>
/// <param name="Actions">What applies while it is in force.</param>
/// <param name="Value">The share of the budget that is left, or the burn rate; null without events.</param>
/// <param name="Limit">The value at which it begins.</param>
/// <param name="End">The value at which it ends.</param>
/// <param name="Since">Since when it is in force.</param>
/// <param name="Until">When it ends at the latest, where that is known.</param>
/// <param name="Scope">Whose events decide.</param>
/// <param name="WhoMayOverride">Who may override the policy, in words.</param>
/// <param name="Reason">Why, as a sentence.</param>
internal sealed record PolicyStatusDocument(
    string Policy, string Level, string Objective, bool IsInForce, IReadOnlyList<string> Actions, double? Value, double Limit, double End,
    DateTimeOffset? Since, DateTimeOffset? Until, SloScope Scope, string? WhoMayOverride, string Reason)
{
    internal static PolicyStatusDocument Of(SloPolicyStatus status) => new(
        status.Policy.Name, status.Level.ToString(), status.Objective, status.IsInForce,
        [.. status.Level.Actions.Select(action => action.ToString())], status.Value, status.Limit, status.End, status.Since, status.Until,
        status.Scope, status.Policy.WhoMayOverride, status.Reason);
}
