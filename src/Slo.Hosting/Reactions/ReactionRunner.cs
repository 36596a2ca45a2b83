namespace Slo.Hosting.Reactions;

/// <summary>
/// Runs one reaction: reads its alerts, moves its state, makes the calls that are due, and keeps the state in the store before and after
/// each. One loop; decisions of people come from other threads.
/// </summary>
/// <param name="plan">The reaction.</param>
/// <param name="scope">Whose events it reacts to.</param>
/// <param name="signals">Its alerts.</param>
/// <param name="states">The store.</param>
/// <param name="audit">Where it is recorded.</param>
/// <param name="time">The clock.</param>
/// <param name="isLeading">Whether this instance runs it now.</param>
internal sealed partial class ReactionRunner(
    ReactionPlan plan, SloScope scope, ReactionSignals signals, ReactionStates states, ReactionAudit audit, TimeProvider time,
    Func<bool> isLeading) : IDisposable
{
    /// <summary>How often it looks at the alerts when nothing wakes it.</summary>
    internal static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    // How often decisions that another instance took are read.
    private static readonly TimeSpan ReadInterval = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _wake = new(0);
    private volatile ReactionView? _view;

    // Null: not read yet, or not this instance's to run.
    private ReactionProgress? _progress;
    private SloReactionOverride? _decision;
    private long _revision;
    private long _readAt;
    private bool _isUnsaved;
    private DateTimeOffset? _failingSince;
    private volatile bool _isDecided;

    // Times within a process are measured by the monotonic clock: a wall clock that is set neither delays nor hastens a step.
    private (DateTimeOffset Instant, long Timestamp) _from = (time.GetUtcNow(), time.GetTimestamp());

    internal ReactionPlan Plan => plan;

    private DateTimeOffset Now => _from.Instant + time.GetElapsedTime(_from.Timestamp);

    /// <summary>Records a decision.</summary>
    internal void Decided(string what, DateTimeOffset? until, string reason, (string? Name, string? Account) actor) =>
        audit.Decided(plan, what, until, reason, actor);

    /// <summary>As of the last look. Any thread.</summary>
    internal SloReactionStatus Status => StatusOf(isLeading() ? _view : null);

    /// <summary>Looks at the alerts soon. Any thread.</summary>
    internal void Wake()
    {
        if (_wake.CurrentCount == 0)
        {
            _wake.Release();
        }
    }

    /// <summary>Runs until it is stopped.</summary>
    /// <param name="stopping">No further call is made.</param>
    /// <param name="aborting">The call that is under way is cancelled.</param>
    internal async Task RunAsync(CancellationToken stopping, CancellationToken aborting)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await LookAsync(stopping, aborting).ConfigureAwait(false);
                await WaitAsync(_tries.Within(Interval), stopping).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                break;
            }
#pragma warning disable CA1031 // A store, an action and a clock are code of the app: the reaction goes on.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                audit.Broke(plan.Name, exception);
                await WaitAsync(Interval, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        // Limited by the time-out of the store: the call that was drained may have been aborted.
        await SaveLastAsync(CancellationToken.None).ConfigureAwait(false);
    }

    public void Dispose() => _wake.Dispose();

    private async Task WaitAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var woken = _wake.WaitAsync(either.Token);
        await Task.WhenAny(woken, Task.Delay(limit, time, either.Token)).ConfigureAwait(false);
        await either.CancelAsync().ConfigureAwait(false);
        await woken.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
    }

    private async Task LookAsync(CancellationToken stopping, CancellationToken aborting)
    {
        if (!isLeading())
        {
            Forget();
            return;
        }

        do
        {
            // Also between two calls, because each may take minutes.
            await ReadIfNeededAsync(stopping).ConfigureAwait(false);
            ReactionSignal signal = signals.Read(time.GetUtcNow()) with { Decision = InForce(time.GetUtcNow()) };
            if (!await MoveAsync(ReactionRules.Advance(_progress!, signal, plan, Now), stopping).ConfigureAwait(false))
            {
                return;
            }

            _view = new(_progress!, signal.WaitsFor, signal.Decision);
            RaiseAlert();
            if (stopping.IsCancellationRequested || !isLeading())
            {
                return;
            }

            if (ReactionRules.Due(_progress!, signal, plan, Now) is not { } call)
            {
                // A call that is due again later has all its time again.
                _tries.Clear();
                return;
            }

            if (!await CallAsync(call, signal, stopping, aborting).ConfigureAwait(false))
            {
                return;
            }
        }
        while (true);
    }

    // Another instance runs it: what it does is read again if this one leads again.
    private void Forget()
    {
        _progress = null;
        _view = null;
        _failingSince = null;
        _tries.Clear();
    }

    /// <returns>False if another instance has taken over.</returns>
    private async Task<bool> MoveAsync(ReactionProgress next, CancellationToken cancellationToken)
    {
        ReactionProgress before = _progress!;
        if (next == before && !_isUnsaved)
        {
            return true;
        }

        if (await SaveAsync(next, isKnown: false, cancellationToken).ConfigureAwait(false) is ReactionSave.Lost)
        {
            return false;
        }

        audit.Moved(plan, before, next);
        return true;
    }

    private void RaiseAlert()
    {
        ReactionProgress progress = _progress!;
        var isFailing = IsFailing(progress);
        if (isFailing != _failingSince is not null)
        {
            // The run is the same in each process, so the alert has one start.
            audit.Alert(plan, progress, isFailing, _failingSince ?? progress.StartedAt);
            _failingSince = isFailing ? progress.StartedAt : null;
        }
    }

    private static bool IsFailing(ReactionProgress progress) => progress.Steps.Any(step => step.State == SloReactionStepState.UndoFailed
        || (step.HasFailed && progress.State != SloReactionState.Idle));

    private SloReactionStatus StatusOf(ReactionView? view) => new()
    {
        Name = plan.Name,
        Scope = scope,
        IsDryRun = plan.DryRun,
        State = view?.Progress.State,
        Since = view?.Progress.Since is { } since && since > default(DateTimeOffset) ? since : null,
        Objective = view?.Progress.Objective ?? "",
        Reason = view?.Progress.Reason ?? "",
        WaitsFor = view?.Progress.State is SloReactionState.Waiting or SloReactionState.Active ? view.WaitsFor : null,
        NextAt = view is null ? null : ReactionRules.NextAt(view.Progress, view.Decision, plan),
        EndedAt = view?.Progress.EndedAt,
        Override = view?.Decision,
        Steps =
        [
            .. plan.Steps.Select((step, i) => view?.Progress.Steps.ElementAtOrDefault(i) is { } progress
                ? new SloReactionStepStatus(i + 1, step.Text, step.Resource, progress.State, progress.At, progress.Result)
                : new SloReactionStepStatus(i + 1, step.Text, step.Resource, SloReactionStepState.Waiting, null, "")),
        ],
    };
}
