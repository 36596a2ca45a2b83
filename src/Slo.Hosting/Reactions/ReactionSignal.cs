namespace Slo.Hosting.Reactions;

/// <summary>What a reaction acts on: the alerts that start it, its conditions, and what a person decided.</summary>
/// <param name="IsOn">Whether one of them fires.</param>
/// <param name="Objective">Its objective, or its name if it comes from elsewhere.</param>
/// <param name="Severity">Its severity.</param>
/// <param name="Cause">The rule that fires.</param>
/// <param name="Status">The status of its objective; null if it comes from elsewhere.</param>
/// <param name="WaitsFor">The condition that does not hold, so that no step may run; null: all hold.</param>
internal readonly record struct ReactionSignal(
    bool IsOn, string Objective, AlertSeverity? Severity, string? Cause, SloStatus? Status, string? WaitsFor)
{
    /// <summary>The decision in force; null: none.</summary>
    internal SloReactionOverride? Decision { get; init; }

    /// <summary>Why a run begins.</summary>
    internal string Reason => Severity is null ? "" : $"{Severity} alert of {Objective}" + (Cause is null ? "" : $": {Cause}");
}
