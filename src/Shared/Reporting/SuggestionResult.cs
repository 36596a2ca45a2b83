namespace Slo.Shared.Reporting;

/// <summary>What the history of one objective supports.</summary>
/// <param name="Suggestions">The suggestions.</param>
/// <param name="Missing">What it lacks for others.</param>
/// <param name="IsJudged">Whether there was enough of it to suggest anything.</param>
internal sealed record SuggestionResult(IReadOnlyList<Suggestion> Suggestions, IReadOnlyList<MissingHistory> Missing, bool IsJudged)
{
    /// <param name="evidence">What is known of the objective.</param>
    /// <param name="proposal">The proposed target.</param>
    /// <param name="cancel">Ends it.</param>
    internal static SuggestionResult Of(ReviewEvidence evidence, TargetProposal proposal, CancellationToken cancel)
    {
        RuleReplay? rules = RuleReplay.Play(evidence.Subject, evidence.Now, cancel);
        return new(
            [
                .. new[] { TargetSuggestion.Of(evidence, proposal), ThresholdSuggestion.Of(evidence, cancel) }.OfType<Suggestion>(),
                .. RuleSuggestions.Of(evidence, rules),
            ],
            MissingEvidence.Of(evidence, rules), evidence.IsObserved);
    }
}
