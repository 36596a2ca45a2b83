namespace Slo.Hosting.Reactions;

/// <content>One try of a call for each look: alerts, conditions and decisions count also between two tries.</content>
internal sealed partial class ReactionRunner
{
    private readonly CallTries _tries = new(time);

    // An action that has not returned delays no other one.
    private readonly ActionCalls[] _calls = [.. plan.Steps.Select(_ => new ActionCalls(time))];

    /// <returns>False if nothing more can be done now.</returns>
    private async Task<bool> CallAsync(
        ReactionCall call, ReactionSignal signal, CancellationToken stopping, CancellationToken aborting)
    {
        _tries.Of(_progress!.Run, call);
        return _tries.Remaining == TimeSpan.Zero && await TryAsync(call, signal, stopping, aborting).ConfigureAwait(false);
    }

    private async Task<bool> TryAsync(
        ReactionCall call, ReactionSignal signal, CancellationToken stopping, CancellationToken aborting)
    {
        ReactionProgress before = _progress!;
        StepPlan step = plan.Steps[call.Step];
        var started = time.GetTimestamp();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(aborting);
        await using ITimer watch = WatchLeadership(ending);
        (string? memo, string? problem) = _calls[call.Step].IsBusy && !before.IsDryRun
            ? (null, "an earlier call has not returned") : await PrepareAsync(call, signal, ending.Token).ConfigureAwait(false);
        ReactionProgress begun = ReactionRules.Begin(before, call, memo, Now);
        if (problem is not null)
        {
            return !ending.IsCancellationRequested && !_tries.Failed(step.RetryFor)
                && await EndAsync(call, begun, IsUndecided(before, call) ? null : false, problem, started, aborting).ConfigureAwait(false);
        }

        if (!await KeepAsync(before, begun, step, stopping, aborting).ConfigureAwait(false))
        {
            return false;
        }

        _view = _view! with { Progress = begun };
        (SloReactionResult? result, var fault) = await ResultAsync(begun, call, signal, ending.Token).ConfigureAwait(false);
        if (!ending.IsCancellationRequested || result?.Outcome == SloReactionOutcome.Done)
        {
            return await AnsweredAsync(call, before.Steps[call.Step].IsOpen, begun, result, fault, started, aborting)
                .ConfigureAwait(false);
        }

        // Read again from the store, as another process or instance would: it decides whether the call may be repeated. What the store does
        // not have is written at the end.
        _progress = _isUnsaved ? _progress : null;
        return false;
    }

    // Kept before the call is made. Without the store, only what may be repeated is done.
    private async Task<bool> KeepAsync(
        ReactionProgress before, ReactionProgress begun, StepPlan step, CancellationToken stopping, CancellationToken aborting)
    {
        var needsStore = !step.IsIdempotent && !before.IsDryRun;
        ReactionSave save = await SaveAsync(begun, isKnown: false, aborting, mustTry: needsStore).ConfigureAwait(false);
        if (save == ReactionSave.Lost)
        {
            return false;
        }

        if (stopping.IsCancellationRequested)
        {
            // The next process must not take it for a call whose result was lost.
            await SaveAsync(before, isKnown: true, aborting).ConfigureAwait(false);
            return false;
        }

        if (save == ReactionSave.Unsaved && needsStore)
        {
            _progress = before;
            return false;
        }

        return true;
    }

    // What was not prepared was not called; but an earlier call that has not returned may still be carried out.
    private bool IsUndecided(ReactionProgress before, ReactionCall call) => before.Steps[call.Step].IsOpen || _calls[call.Step].IsBusy;

    private async Task<(SloReactionResult? Result, string Fault)> ResultAsync(
        ReactionProgress begun, ReactionCall call, ReactionSignal signal, CancellationToken ending)
    {
        StepPlan step = plan.Steps[call.Step];
        SloReactionRequest request = Request(begun, call, signal);
        return begun.IsDryRun
            ? (SloReactionResult.Done($"dry run: {(call.IsUndo ? "undo " : "")}{step.Text}"), "")
            : await _calls[call.Step].RunAsync(
                token => call.IsUndo ? step.Action.UndoAsync(request, token) : step.Action.ApplyAsync(request, token),
                step.Timeout, ending).ConfigureAwait(false);
    }

    // Whether a try without an answer was carried out is not known; then that is not known of the call either, whatever a later one says.
    private async Task<bool> AnsweredAsync(
        ReactionCall call, bool wasOpen, ReactionProgress begun, SloReactionResult? result, string fault, long started,
        CancellationToken aborting)
    {
        StepPlan step = plan.Steps[call.Step];
        var isOpen = wasOpen || result is null;
        var mayRepeat = result is null ? step.IsIdempotent : result.Outcome == SloReactionOutcome.Retry;
        if (!mayRepeat || !_tries.Failed(step.RetryFor))
        {
            bool? isDone = result?.Outcome == SloReactionOutcome.Done ? true : isOpen ? null : false;
            return await EndAsync(call, begun, isDone, result?.Text ?? fault, started, aborting).ConfigureAwait(false);
        }

        await SaveAsync(
            ReactionRules.Tried(begun, call, isOpen, SloText.OneLine(result?.Text ?? fault, 400)), isKnown: true, aborting)
            .ConfigureAwait(false);
        return false;
    }

    private async Task<bool> EndAsync(
        ReactionCall call, ReactionProgress begun, bool? isDone, string result, long started, CancellationToken aborting)
    {
        _tries.Clear();
        ReactionProgress ended = ReactionRules.End(begun, call, isDone, SloText.OneLine(result, 400), Now);
        if (await SaveAsync(ended, isKnown: true, aborting).ConfigureAwait(false) == ReactionSave.Lost)
        {
            return false;
        }

        audit.Called(plan, ended, call, time.GetElapsedTime(started));
        return true;
    }

    // The call of an instance that no longer leads is cancelled: the next one decides.
    private ITimer WatchLeadership(CancellationTokenSource ending) => time.CreateTimer(
        _ =>
        {
            if (!isLeading())
            {
                ending.Cancel();
            }
        },
        null, Interval, Interval);

    // What an undo needs is read once: after the change it would be another value.
    private async Task<(string? Memo, string? Problem)> PrepareAsync(
        ReactionCall call, ReactionSignal signal, CancellationToken ending)
    {
        StepPlan step = plan.Steps[call.Step];
        if (call.IsUndo || _progress!.IsDryRun || _progress.Steps[call.Step].IsPrepared)
        {
            return (null, null);
        }

        SloReactionRequest request = Request(_progress, call, signal);
        (Box? read, string problem) = await _calls[call.Step].RunAsync(
            async token => new Box(await step.Action.PrepareAsync(request, token).ConfigureAwait(false)), step.Timeout, ending)
            .ConfigureAwait(false);
        return read switch
        {
            null => (null, $"what an undo needs could not be read: {problem}"),
            { Memo.Length: > SloReactionRequest.LongestMemo } => (null, "what PrepareAsync returned is too long"),
            _ => (read.Memo, null),
        };
    }

    private SloReactionRequest Request(ReactionProgress progress, ReactionCall call, ReactionSignal signal) =>
        new(plan.Name, call.Step + 1, progress.Objective, progress.Reason, progress.Steps[call.Step].Key)
        {
            Severity = signal.Severity,
            Status = signal.Status,
            Memo = progress.Steps[call.Step].Memo,
        };

    private sealed record Box(string? Memo);
}
