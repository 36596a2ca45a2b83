namespace Slo.AspNetCore.Api;

/// <summary>JSON: a reaction and its state.</summary>
/// <param name="Name">The name of the reaction.</param>
/// <param name="Scope">Whose events it reacts to.</param>
/// <param name="IsDryRun">Whether actions are only recorded, not run.</param>
/// <param name="State">Its state; null: the store does not answer.</param>
/// <param name="Since">Since when; null: it never ran.</param>
/// <param name="Objective">The objective, or the alert from elsewhere, that the current or last run reacts to; null: none.</param>
/// <param name="Reason">Why that run began; null: there was none.</param>
/// <param name="WaitsFor">What it waits for; null: nothing.</param>
/// <param name="NextAt">When the next step runs at the earliest, or is undone if the alert has ended; null: nothing is due.</param>
/// <param name="EndedAt">When the last run ended.</param>
/// <param name="Override">The decision in force; null: none.</param>
/// <param name="Steps">The steps, in order.</param>
internal sealed record ReactionDocument(
    string Name, SloScope Scope, bool IsDryRun, SloReactionState? State, DateTimeOffset? Since, string? Objective, string? Reason,
    string? WaitsFor, DateTimeOffset? NextAt, DateTimeOffset? EndedAt, ReactionOverrideDocument? Override,
    IReadOnlyList<ReactionStepDocument> Steps)
{
    internal static ReactionDocument Of(SloReactionStatus status) => new(
        status.Name, status.Scope, status.IsDryRun, status.State, status.Since, OrNull(status.Objective), OrNull(status.Reason),
        status.WaitsFor, status.NextAt, status.EndedAt,
        status.Override is { } decision ? new(decision.Kind, decision.At, decision.Until, decision.Reason, decision.Actor) : null,
        [
            .. status.Steps.Select(step => new ReactionStepDocument(
                step.Number, step.Action, step.Resource, step.State, step.At, OrNull(step.Result))),
        ]);

    private static string? OrNull(string text) => text.Length == 0 ? null : text;
}
