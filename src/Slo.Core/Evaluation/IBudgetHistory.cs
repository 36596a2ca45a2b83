namespace Slo.Evaluation;

/// <summary>What a forecast asks the history of an objective.</summary>
internal interface IBudgetHistory
{
    /// <summary>How many bad events, or slices, the budget has counted up to a position of the past.</summary>
    /// <param name="position">A position before the evaluation.</param>
    /// <param name="evaluation">What was read then.</param>
    long BadUntil(long position, EvaluationScratch evaluation);
}
