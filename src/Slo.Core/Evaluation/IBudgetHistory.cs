namespace Slo.Evaluation;

/// <summary>What an evaluation asks the history of an objective later, when it is read.</summary>
internal interface IBudgetHistory
{
    /// <summary>How many bad events, or slices, the budget has counted up to a position of the past.</summary>
    /// <param name="position">A position before the evaluation.</param>
    /// <param name="evaluation">What was read then.</param>
    long BadUntil(long position, EvaluationBuffer evaluation);

    /// <summary>What was left of the budget of the period at a position of the past.</summary>
    /// <param name="position">A position before the evaluation.</param>
    /// <param name="evaluation">What was read then.</param>
    /// <param name="allowed">What the period allows.</param>
    /// <returns>Null outside of the period, and where nothing of it had been observed.</returns>
    double? RemainingAt(long position, EvaluationBuffer evaluation, in AllowedBad allowed);

    /// <summary>The share of a window that was observed.</summary>
    /// <param name="length">The length of the window.</param>
    /// <param name="position">Where it ends.</param>
    /// <param name="budget">What the budget counts in it.</param>
    Coverage CoverageOf(long length, long position, SloEventCounts budget);
}
