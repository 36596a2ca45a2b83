namespace Slo.Evaluation;

/// <summary>A rule as declared, before the objective's period and target turn it into numbers to compare with.</summary>
internal abstract record RuleDraft
{
    internal abstract AlertRule Resolve(TimeSpan period, Fraction budget);
}
