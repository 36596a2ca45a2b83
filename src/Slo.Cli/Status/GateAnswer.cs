namespace Slo.Cli.Status;

/// <summary>The decision of the release gate of an app.</summary>
/// <param name="IsOpen">Whether a release may go.</param>
/// <param name="Reasons">Why it is closed, and what is overridden.</param>
/// <param name="Reviews">Why a review is required.</param>
/// <param name="Overrides">The overrides that are in force.</param>
internal sealed record GateAnswer(
    bool IsOpen, IReadOnlyList<GateReason> Reasons, IReadOnlyList<GateReason> Reviews, IReadOnlyList<GateException> Overrides)
{
    /// <summary>The override of an objective, or null.</summary>
    internal GateException? OverrideOf(string objective) => Overrides.FirstOrDefault(
        one => one.Objective is null || one.Objective.Equals(objective, StringComparison.OrdinalIgnoreCase));

    /// <summary>The reasons of an objective.</summary>
    internal IEnumerable<GateReason> Of(string objective) =>
        Reasons.Where(reason => reason.Objective.Equals(objective, StringComparison.OrdinalIgnoreCase));

    internal static GateAnswer Of(SloReleaseDecision decision) => new(
        decision.IsOpen, [.. decision.Reasons.Select(Of)], [.. decision.Reviews.Select(Of)],
        [.. decision.Overrides.Select(one => new GateException(one.Objective, one.To, one.Owner ?? "", one.Reason ?? ""))]);

    private static GateReason Of(SloReleaseReason reason) =>
        new(reason.Objective, reason.Cause, reason.Text, reason.Until, reason.OverriddenBy is not null);
}
