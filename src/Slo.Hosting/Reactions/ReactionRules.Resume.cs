namespace Slo.Hosting.Reactions;

/// <content>Continues the state of another process or instance.</content>
internal static partial class ReactionRules
{
    /// <summary>
    /// Continues the state of another process or instance. A call whose result was lost is repeated only if it is idempotent. Steps of
    /// another definition are dropped, and their changes are not undone.
    /// </summary>
    /// <returns>The state from which to continue, and the resources that stay changed, for the log; null: none.</returns>
    internal static (ReactionProgress Progress, string? GivenUp) Resume(
        ReactionProgress progress, ReactionPlan plan, DateTimeOffset now, bool isNewProcess = true)
    {
        progress = NotAfter(progress, now);
        var isRunning = progress.State is SloReactionState.Active or SloReactionState.Recovering or SloReactionState.Undoing;
        if (!isRunning)
        {
            // The mode is that of a run. Otherwise a dry run would hide what the runs before it changed.
            progress = progress with { IsDryRun = false };
        }

        if (progress.Steps.Count > 0
            && !progress.Steps.Select(step => step.Resource).SequenceEqual(plan.Steps.Select(step => step.Resource)))
        {
            var left = Left(progress);
            progress = progress with { Steps = [] };
            return (
                isRunning ? progress.In(SloReactionState.Idle, now) with { EndedAt = now, IsDryRun = false } : progress,
                left.Length == 0 ? null : left);
        }

        if (isNewProcess)
        {
            progress = WithoutLost(progress, plan);
        }

        if (!isRunning)
        {
            return (progress, null);
        }

        if (progress.IsDryRun && !plan.DryRun)
        {
            // The dry run changed nothing, so a new run starts as if the alert had just fired.
            StepProgress[] steps = [.. plan.Steps.Select((step, i) => Fresh(step, progress.Steps[i]))];
            return (progress.In(SloReactionState.Idle, now) with { EndedAt = null, IsDryRun = false, Steps = steps }, null);
        }

        return (WithoutCalls(progress, plan, now), null);
    }

    /// <summary>What a run has changed and not undone; empty: nothing.</summary>
    internal static string Left(ReactionProgress progress) =>
        string.Join(", ", progress.Steps.Where(step => step.IsChanged || step.IsOpen).Select(step => step.Resource));

    private static ReactionProgress WithoutCalls(ReactionProgress progress, ReactionPlan plan, DateTimeOffset now)
    {
        for (var i = 0; i < progress.Steps.Count; i++)
        {
            if (progress.Steps[i].IsOpen && !plan.Steps[i].IsIdempotent)
            {
                var isUndo = progress.Steps[i].State == SloReactionStepState.Undoing;
                progress = End(progress, new(i, isUndo), null, "the process ended during the call", now);
            }
        }

        return progress;
    }

    // Changes that were lost with the other process are made again if the alert still fires.
    private static ReactionProgress WithoutLost(ReactionProgress progress, ReactionPlan plan)
    {
        for (var i = 0; i < progress.Steps.Count; i++)
        {
            if (plan.Steps[i].EndsWithProcess && (progress.Steps[i].IsChanged || progress.Steps[i].IsOpen))
            {
                progress = progress.With(i, new StepProgress(progress.Steps[i].Resource, SloReactionStepState.Waiting));
            }
        }

        return progress;
    }

    // Times in the future come from a clock that was ahead: that of another machine, or of this one before it was set.
    private static ReactionProgress NotAfter(ReactionProgress progress, DateTimeOffset now) => progress with
    {
        Since = Earlier(progress.Since, now),
        StartedAt = Earlier(progress.StartedAt, now),
        EndedAt = progress.EndedAt is { } ended ? Earlier(ended, now) : null,
    };

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
