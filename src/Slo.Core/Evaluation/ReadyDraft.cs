namespace Slo.Evaluation;

/// <summary>A rule that means the same whatever the period and the target.</summary>
internal sealed record ReadyDraft(AlertRule Rule) : RuleDraft
{
    internal override AlertRule Resolve(TimeSpan period, Fraction budget) => Rule;
}
