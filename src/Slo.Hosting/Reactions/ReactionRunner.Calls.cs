using Slo.Hosting.Delivery;

namespace Slo.Hosting.Reactions;

internal sealed partial class ReactionRunner
{
    private static readonly TimeSpan FirstBackOff = TimeSpan.FromMilliseconds(200);

    /// <returns>False if nothing more can be done now.</returns>
    private async Task<bool> CallAsync(
        ReactionCall call, ReactionSignal signal, CancellationToken stopping, CancellationToken aborting)
    {
        StepPlan step = plan.Steps[call.Step];
        var started = time.GetTimestamp();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(aborting);
        await using ITimer watch = WatchLeadership(ending);
        (string? memo, string? problem) = await PrepareAsync(call, signal, started, stopping, ending.Token).ConfigureAwait(false);
        ReactionProgress begun = ReactionRules.Begin(_progress!, call, memo, time.GetUtcNow());
        if (problem is null)
        {
            // Kept before the call is made. Without the store, only what may be repeated is done.
            ReactionSave save = await SaveAsync(begun, isKnown: false, stopping).ConfigureAwait(false);
            if (save == ReactionSave.Lost || (save == ReactionSave.Unsaved && !step.IsIdempotent && !plan.DryRun))
            {
                _progress = save == ReactionSave.Unsaved ? _view!.Progress : _progress;
                return false;
            }
        }

        (bool? isDone, string result) = problem is not null ? (false, problem)
            : plan.DryRun ? (true, $"dry run: {(call.IsUndo ? "undo " : "")}{step.Text}")
            : await RepeatAsync(call, Request(begun, call, signal), started, stopping, ending.Token).ConfigureAwait(false);
        if (ending.IsCancellationRequested && isDone is not true)
        {
            // Left as it is: the next process, or instance, decides whether the call may be repeated.
            return false;
        }

        ReactionProgress ended = ReactionRules.End(begun, call, isDone, SloText.OneLine(result, 400), time.GetUtcNow());
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
        ReactionCall call, ReactionSignal signal, long started, CancellationToken stopping, CancellationToken ending)
    {
        StepPlan step = plan.Steps[call.Step];
        if (call.IsUndo || plan.DryRun || _progress!.Steps[call.Step].IsPrepared)
        {
            return (null, null);
        }

        SloReactionRequest request = Request(_progress, call, signal);
        for (var failures = 1; ; failures++)
        {
            (Box? read, string problem) = await _calls.RunAsync(
                async token => new Box(await step.Action.PrepareAsync(request, token).ConfigureAwait(false)), step.Timeout, ending)
                .ConfigureAwait(false);
            if (read is { Memo: null or { Length: <= SloReactionRequest.LongestMemo } })
            {
                return (read.Memo, null);
            }

            problem = read is null ? problem : "what PrepareAsync returned is too long";
            if (ending.IsCancellationRequested || !await MayRepeatAsync(step, started, failures, stopping).ConfigureAwait(false))
            {
                return (null, $"what an undo needs could not be read: {problem}");
            }
        }
    }

    private async Task<(bool? IsDone, string Result)> RepeatAsync(
        ReactionCall call, SloReactionRequest request, long started, CancellationToken stopping, CancellationToken ending)
    {
        StepPlan step = plan.Steps[call.Step];
        for (var failures = 1; ; failures++)
        {
            (SloReactionResult? result, string problem) = _calls.IsBusy
                ? (SloReactionResult.Retry("an earlier call has not returned"), "")
                : await _calls.RunAsync(
                    token => call.IsUndo ? step.Action.UndoAsync(request, token) : step.Action.ApplyAsync(request, token),
                    step.Timeout, ending).ConfigureAwait(false);
            if (result is { Outcome: not SloReactionOutcome.Retry })
            {
                return (result.Outcome == SloReactionOutcome.Done, result.Text);
            }

            // Whether a call without an answer was carried out is not known.
            bool? failed = result is null ? null : false;
            var text = result?.Text ?? problem;
            if ((failed is null && !step.IsIdempotent) || ending.IsCancellationRequested
                || !await MayRepeatAsync(step, started, failures, stopping).ConfigureAwait(false))
            {
                return (failed, text);
            }
        }
    }

    /// <summary>Waits before the next try.</summary>
    /// <returns>False if there is none.</returns>
    private async Task<bool> MayRepeatAsync(StepPlan step, long started, int failures, CancellationToken stopping)
    {
        TimeSpan wait = BackOff.Wait(FirstBackOff, Math.Min(failures, 5), TimeSpan.Zero, jitter: 1);
        if (_isDecided || stopping.IsCancellationRequested || time.GetElapsedTime(started) + wait > step.RetryFor)
        {
            return false;
        }

        await Task.Delay(wait, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !stopping.IsCancellationRequested;
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
