namespace Slo.Evaluation;

/// <summary>A rule, ready to be judged by what an evaluation read.</summary>
internal abstract class RulePlan(AlertRule rule)
{
    internal AlertRule Rule => rule;

    /// <summary>See <c>SloRegistry.Prefetch</c>.</summary>
    internal virtual long Prefetch() => rule is null ? 1 : 0;

    /// <summary>Whether the condition holds; <paramref name="held"/> is what held before, kept where events are too few to say.</summary>
    internal abstract bool Holds(EvaluationBuffer readings, bool held);

    /// <summary>Where on the timeline began what the rule watches, if its condition holds since a position.</summary>
    internal abstract long BeginOf(EvaluationBuffer readings, long heldSince);
}
