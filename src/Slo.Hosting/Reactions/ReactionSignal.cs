namespace Slo.Hosting.Reactions;

/// <summary>The input of a reaction: the most severe of its alerts, its conditions, and the decision in force.</summary>
/// <param name="IsOn">Whether one of its alerts fires.</param>
/// <param name="Objective">The objective of this alert, or its name if it comes from Alertmanager.</param>
/// <param name="Severity">Its severity.</param>
/// <param name="Cause">The rule that fires.</param>
/// <param name="Status">The status of its objective; null if it comes from Alertmanager.</param>
/// <param name="WaitsFor">The condition that does not hold, so that no step runs; null: all hold.</param>
internal readonly record struct ReactionSignal(
    bool IsOn, string Objective, AlertSeverity? Severity, string? Cause, SloStatus? Status, string? WaitsFor)
{
    /// <summary>The decision in force; null: none.</summary>
    internal SloReactionOverride? Decision { get; init; }

    /// <summary>Why a run begins.</summary>
    internal string Reason => Severity is null ? "" : $"{Severity} alert of {Objective}" + (Cause is null ? "" : $": {Cause}");
}
