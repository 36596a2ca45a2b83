namespace Slo.Hosting.Reactions;

/// <summary>
/// The state machine of a reaction, as pure functions. <see cref="Advance"/> computes the next state from the alerts and the time,
/// <see cref="Due"/> returns the next call, and <see cref="Begin"/>, <see cref="Tried"/>, <see cref="End"/> and <see cref="Resume"/>
/// record the calls.
/// </summary>
internal static partial class ReactionRules
{
    /// <summary>Makes all transitions that are possible now.</summary>
    internal static ReactionProgress Advance(ReactionProgress progress, in ReactionSignal signal, ReactionPlan plan, DateTimeOffset now)
    {
        ReactionProgress next = Retry(progress, signal.Decision);
        ReactionProgress before;
        do
        {
            before = next;
            next = Next(before, signal, plan, now);
        }
        while (next != before);
        return next;
    }

    /// <summary>The call to make now; null: none.</summary>
    internal static ReactionCall? Due(ReactionProgress progress, in ReactionSignal signal, ReactionPlan plan, DateTimeOffset now) =>
        signal.Decision?.Kind == SloReactionOverrideKind.Pause ? null : progress.State switch
        {
            SloReactionState.Active => StepToApply(progress, signal, plan, now),
            SloReactionState.Undoing => StepToUndo(progress, plan),
            _ => null,
        };

    /// <summary>The earliest time of the next step, or of the undo; null: none is due.</summary>
    internal static DateTimeOffset? NextAt(ReactionProgress progress, SloReactionOverride? decision, ReactionPlan plan) =>
        decision?.Kind == SloReactionOverrideKind.Pause ? null : progress.State switch
        {
            SloReactionState.Waiting => progress.Since + plan.Hold + (plan.Steps.Count > 0 ? plan.Steps[0].After : TimeSpan.Zero),
            SloReactionState.Active => NextStep(progress, plan) is { } step ? progress.StartedAt + plan.Steps[step].After : null,
            SloReactionState.Recovering when plan.Undo => progress.Since + plan.RecoveryAfter(progress.Relapses),
            _ => null,
        };

    /// <summary>Records that a call is about to be made. This state is saved before the call, so that it is not made twice.</summary>
    internal static ReactionProgress Begin(ReactionProgress progress, ReactionCall call, string? memo, DateTimeOffset now)
    {
        StepProgress step = progress.Steps[call.Step];
        SloReactionStepState under = call.IsUndo ? SloReactionStepState.Undoing : SloReactionStepState.Applying;

        // A call that is repeated keeps its key.
        var isRepeated = step.State == under;
        var calls = isRepeated ? progress.Calls : progress.Calls + 1;
        return (progress with { Calls = calls }).With(call.Step, step with
        {
            State = under,
            At = now,
            Memo = call.IsUndo || step.IsPrepared ? step.Memo : memo,
            IsPrepared = step.IsPrepared || !call.IsUndo,
            IsOpen = !progress.IsDryRun,
            Key = isRepeated ? step.Key : FormattableString.Invariant($"{progress.Run}-{calls}"),
        });
    }

    /// <summary>Records a try that is followed by another one.</summary>
    /// <param name="progress">The result of <see cref="Begin"/>.</param>
    /// <param name="call">The call.</param>
    /// <param name="isOpen">Whether this try, or an earlier one, may have been carried out.</param>
    /// <param name="result">Why it is repeated.</param>
    internal static ReactionProgress Tried(ReactionProgress progress, ReactionCall call, bool isOpen, string result) =>
        progress.With(call.Step, progress.Steps[call.Step] with { IsOpen = isOpen, Result = result });

    /// <summary>Records how a call ended.</summary>
    /// <param name="progress">The result of <see cref="Begin"/>.</param>
    /// <param name="call">The call.</param>
    /// <param name="isDone">Whether it succeeded; null: not known.</param>
    /// <param name="result">What was done, or why it failed.</param>
    /// <param name="now">The time.</param>
    internal static ReactionProgress End(
        ReactionProgress progress, ReactionCall call, bool? isDone, string result, DateTimeOffset now)
    {
        StepProgress step = progress.Steps[call.Step];
        var isChanged = (call.IsUndo, isDone) switch
        {
            _ when progress.IsDryRun => step.IsChanged,
            (false, false) => step.IsChanged,
            (true, true) => false,
            _ => true,
        };
        return progress.With(call.Step, step with
        {
            State = (call.IsUndo, isDone) switch
            {
                (false, true) => SloReactionStepState.Applied,
                (false, false) => SloReactionStepState.Failed,
                (false, null) => SloReactionStepState.Unknown,
                (true, true) => SloReactionStepState.Undone,
                (true, _) => SloReactionStepState.UndoFailed,
            },
            At = now,
            Result = result,
            IsOpen = false,
            IsChanged = isChanged,
        });
    }

    private static ReactionProgress Next(ReactionProgress progress, in ReactionSignal signal, ReactionPlan plan, DateTimeOffset now)
    {
        SloReactionOverrideKind? decided = signal.Decision?.Kind;
        var isForced = decided == SloReactionOverrideKind.Force;
        var isOn = isForced || (signal.IsOn && decided != SloReactionOverrideKind.Undo);
        if (decided == SloReactionOverrideKind.Pause)
        {
            return progress;
        }

        return progress.State switch
        {
            SloReactionState.Idle => isOn && (isForced || progress.EndedAt is not { } ended || now >= ended + plan.CoolDown)
                ? progress.In(SloReactionState.Waiting, now)
                : decided == SloReactionOverrideKind.Undo && StepToUndo(progress, plan) is not null
                    ? progress.In(SloReactionState.Undoing, now) : progress,
            SloReactionState.Waiting => !isOn ? progress.In(SloReactionState.Idle, now)
                : isForced || (now - progress.Since >= plan.Hold && signal.WaitsFor is null)
                    ? Start(progress, signal, plan, now) : progress,
            SloReactionState.Active => isOn ? progress : progress.In(SloReactionState.Recovering, now),
            SloReactionState.Recovering => isOn ? progress.In(SloReactionState.Active, now)
                : decided == SloReactionOverrideKind.Undo || now - progress.Since >= plan.RecoveryAfter(progress.Relapses)
                    ? Leave(progress, plan, plan.Undo || decided == SloReactionOverrideKind.Undo, now) : progress,

            // What an earlier run left is undone outside of a run: the next one begins with its own mode and hold.
            _ => isOn ? progress.EndedAt > progress.StartedAt ? progress.In(SloReactionState.Idle, now) : Return(progress, now)
                : StepToUndo(progress, plan) is null ? Finish(progress, now) : progress,
        };
    }

    // While a decision to undo is in force, nothing stays changed, by this run or an earlier one; but only a new decision retries an undo
    // that failed.
    private static ReactionProgress Retry(ReactionProgress progress, SloReactionOverride? decision)
    {
        if (decision is null || decision.At == progress.DecidedAt)
        {
            return progress;
        }

        progress = progress with { DecidedAt = decision.At };
        if (decision.Kind != SloReactionOverrideKind.Undo)
        {
            return progress;
        }

        return progress with
        {
            Steps =
            [
                .. progress.Steps.Select(step => step.State == SloReactionStepState.UndoFailed
                    ? step with { State = SloReactionStepState.Unknown } : step),
            ],
        };
    }

    private static ReactionProgress Start(ReactionProgress progress, in ReactionSignal signal, ReactionPlan plan, DateTimeOffset now)
    {
        var isRelapse = progress.EndedAt is { } ended && now - ended < plan.RelapseWindow(progress.Relapses);
        return progress.In(SloReactionState.Active, now) with
        {
            Run = Guid.NewGuid().ToString("N"),
            IsDryRun = plan.DryRun,
            StartedAt = now,
            Objective = signal.IsOn ? signal.Objective : plan.Objectives.Concat(plan.Alerts).First(),
            Reason = signal.Decision is { Kind: SloReactionOverrideKind.Force } force ? $"forced: {force.Reason}" : signal.Reason,
            Steps = [.. plan.Steps.Select((step, i) => Fresh(step, progress.Steps.ElementAtOrDefault(i)))],
            Calls = 0,
            Relapses = isRelapse ? progress.Relapses + 1 : 0,
        };
    }

    // A step that an earlier run changed and did not undo keeps the memo with the state before the first change.
    private static StepProgress Fresh(StepPlan step, StepProgress? before) =>
        before is { IsChanged: true } && before.Resource == step.Resource
            ? new(step.Resource, SloReactionStepState.Waiting) { Memo = before.Memo, IsPrepared = before.IsPrepared, IsChanged = true }
            : new(step.Resource, SloReactionStepState.Waiting);

    // The alert fires again while the steps are being undone: steps that were undone, or may have been, are applied again.
    private static ReactionProgress Return(ReactionProgress progress, DateTimeOffset now) => progress.In(SloReactionState.Active, now) with
    {
        Relapses = progress.Relapses + 1,
        Steps =
        [
            .. progress.Steps.Select(step => step switch
            {
                { State: SloReactionStepState.Undone, IsChanged: false } => new(step.Resource, SloReactionStepState.Waiting),
                { State: SloReactionStepState.Undoing, IsOpen: true } => new(step.Resource, SloReactionStepState.Waiting)
                {
                    Memo = step.Memo, IsPrepared = step.IsPrepared, IsChanged = true,
                },
                { State: SloReactionStepState.Undoing } => step with { State = SloReactionStepState.Applied },
                _ => step,
            }),
        ],
    };

    private static ReactionProgress Leave(ReactionProgress progress, ReactionPlan plan, bool isUndone, DateTimeOffset now) =>
        isUndone && StepToUndo(progress, plan) is not null ? progress.In(SloReactionState.Undoing, now) : Finish(progress, now);

    // A call that is waiting for its next try when the alert ends is recorded as ended.
    private static ReactionProgress Finish(ReactionProgress progress, DateTimeOffset now)
    {
        for (var i = 0; i < progress.Steps.Count; i++)
        {
            if (progress.Steps[i] is { State: SloReactionStepState.Applying } step)
            {
                progress = End(progress, new(i, IsUndo: false), step.IsOpen ? null : false, step.Result, now);
            }
        }

        // A dry run has nothing to undo: a decision concerns what earlier runs changed.
        return progress.In(SloReactionState.Idle, now) with { EndedAt = now, IsDryRun = false };
    }

    private static ReactionCall? StepToApply(ReactionProgress progress, in ReactionSignal signal, ReactionPlan plan, DateTimeOffset now)
    {
        if (NextStep(progress, plan) is not { } next)
        {
            return null;
        }

        // A step after a failed one with ContinueOnFailure runs at once.
        var isTime = (next > 0 && progress.Steps[next - 1].HasFailed) || now >= progress.StartedAt + plan.Steps[next].After;
        return isTime && (signal.Decision?.Kind == SloReactionOverrideKind.Force || signal.WaitsFor is null)
            ? new ReactionCall(next, IsUndo: false) : null;
    }

    // Steps run in order, so the first step that is not finished is the next one.
    private static int? NextStep(ReactionProgress progress, ReactionPlan plan)
    {
        for (var i = 0; i < progress.Steps.Count; i++)
        {
            StepProgress step = progress.Steps[i];
            if (step.State is SloReactionStepState.Waiting or SloReactionStepState.Applying)
            {
                return i;
            }

            if (step.HasFailed && !plan.Steps[i].ContinueOnFailure)
            {
                return null;
            }
        }

        return null;
    }

    private static ReactionCall? StepToUndo(ReactionProgress progress, ReactionPlan plan)
    {
        for (var i = progress.Steps.Count - 1; i >= 0; i--)
        {
            if (plan.Steps[i].CanUndo && NeedsUndo(progress, progress.Steps[i]))
            {
                return new ReactionCall(i, IsUndo: true);
            }
        }

        return null;
    }

    /// <summary>Whether the resource may be changed, and no undo has failed.</summary>
    internal static bool NeedsUndo(ReactionProgress progress, StepProgress step) => step.State != SloReactionStepState.UndoFailed
        && (progress.IsDryRun ? step.State is SloReactionStepState.Applied or SloReactionStepState.Undoing : step.IsChanged || step.IsOpen);
}
