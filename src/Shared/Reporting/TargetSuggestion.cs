namespace Slo.Shared.Reporting;

/// <summary>The proposed target of the review as a suggestion.</summary>
internal static class TargetSuggestion
{
    /// <returns>Null where the target is to stay, or the history is too short to tell.</returns>
    internal static Suggestion? Of(ReviewEvidence evidence, TargetProposal proposal)
    {
        SloObjective objective = evidence.Subject.Objective;
        if (proposal.TargetRatio is not { } target)
        {
            return null;
        }

        if (target != objective.TargetRatio)
        {
            var percent = Fragments.Percent(target);
            return new(
                SuggestionKind.Target, objective.Name,
                $"{(target > objective.TargetRatio ? "Raise" : "Lower")} the target from {ReportText.Target(objective.TargetRatio)} to "
                    + $"{ReportText.Target(target)}.",
                proposal.Reason, $"{Fragments.Json(objective.Name)}: {{ \"TargetPercent\": {percent} }}", $".TargetPercent({percent}m)");
        }

        return evidence.IsTooTight
            ? new(SuggestionKind.Target, objective.Name, "Improve the service: no usual target would have held.", proposal.Reason)
            : null;
    }
}
