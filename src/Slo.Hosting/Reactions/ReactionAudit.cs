using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using Slo.Hosting.Evaluation;
using Slo.Hosting.Logging;

namespace Slo.Hosting.Reactions;

/// <summary>Records runs, calls and decisions in the ledger, the log and the metrics, and raises an alert if a step has failed.</summary>
internal sealed class ReactionAudit(
    string set, SloRegistry registry, SloAlertDispatcher dispatcher, ReactionInstruments instruments, TimeProvider time, ILogger logger)
{
    /// <summary>The actor of entries without a person.</summary>
    internal const string Actor = "slo";

    private const string FailedAlert = "SloReactionFailed";

    private readonly RepeatGate _broken = new(time);
    private readonly RepeatGate _unreadable = new(time);

    /// <summary>Records that a run began or ended.</summary>
    internal void Moved(ReactionPlan plan, ReactionProgress before, ReactionProgress after)
    {
        // These states change no resource.
        if (before.State == after.State || after.State is SloReactionState.Waiting or SloReactionState.Recovering)
        {
            return;
        }

        if (before.State is SloReactionState.Waiting or SloReactionState.Idle or SloReactionState.Undoing
            && after.State is SloReactionState.Active)
        {
            logger.ReactionStarted(plan.Name, SloText.OneLine(after.Reason));
            Add(plan, after, "started", null, null);
        }
        else if (after.State == SloReactionState.Idle && before.State != SloReactionState.Waiting)
        {
            logger.ReactionEnded(plan.Name, SloText.OneLine(after.Objective));
            Add(plan, after, "ended", null, null);
        }
    }

    /// <summary>Records that a call ended.</summary>
    internal void Called(ReactionPlan plan, ReactionProgress after, ReactionCall call, TimeSpan duration)
    {
        StepProgress step = after.Steps[call.Step];
        var outcome = Word(step.State);
        var isDone = step.State is SloReactionStepState.Applied or SloReactionStepState.Undone;
        var text = plan.Steps[call.Step].Text;
        instruments.Called(plan.Name, outcome, duration, after.IsDryRun);
        if (isDone)
        {
            logger.ReactionStepDone(plan.Name, call.Step + 1, outcome, SloText.OneLine(text), SloText.OneLine(step.Result));
        }
        else
        {
            logger.ReactionStepFailed(plan.Name, call.Step + 1, outcome, SloText.OneLine(text), SloText.OneLine(step.Result));
        }

        Add(plan, after, outcome, call.Step, step.Result);
    }

    /// <summary>Records a decision.</summary>
    internal void Decided(
        ReactionPlan plan, string what, DateTimeOffset? until, string reason, (string? Name, string? Account) actor)
    {
        logger.ReactionDecided(plan.Name, what, SloText.OneLine(actor.Name ?? "unknown"), SloText.OneLine(reason));
        registry.Ledger.Add(
            SloLedgerEntryKind.Reaction, plan.Objectives.FirstOrDefault(), actor.Name, reason,
            [
                new(SloLedgerDetails.Reaction, plan.Name), new(SloLedgerDetails.Outcome, what),
                new(SloLedgerDetails.To, until?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)),
                new(SloLedgerDetails.Account, actor.Account),
            ]);
    }

    /// <summary>Logs what a run of another definition changed and is not undone.</summary>
    internal void GivenUp(string reaction, string resources) =>
        logger.ReactionGivenUp(SloText.OneLine(reaction), SloText.OneLine(resources, 400));

    /// <summary>Logs that a stored record cannot be read.</summary>
    internal void Unreadable(string name) => _unreadable.Pass(_ => logger.ReactionUnreadable(SloText.OneLine(name)));

    /// <summary>Logs a failure of the store or of code of the app.</summary>
    internal void Broke(string name, Exception exception) =>
        _broken.Pass(suppressed => logger.ReactionBroke(SloText.OneLine(name), Thrown.Where(exception), suppressed));

    /// <summary>Raises or resolves the alert about failed steps.</summary>
    internal void Alert(ReactionPlan plan, ReactionProgress progress, bool isFailing, DateTimeOffset startedAt)
    {
        DateTimeOffset now = time.GetUtcNow();
        var failed = string.Join("; ", progress.Steps.Select((step, i) => (step, i))
            .Where(one => one.step.HasFailed || one.step.State == SloReactionStepState.UndoFailed)
            .Select(one => FormattableString.Invariant($"step {one.i + 1} ({plan.Steps[one.i].Text}): {one.step.Result}")));
        dispatcher.Post(new SloAlertTransition
        {
            Source = SloAlertSource.Process,
            Kind = isFailing ? SloAlertTransitionKind.Fired : SloAlertTransitionKind.Resolved,
            At = now,
            Name = FailedAlert,
            Group = plan.Name,
            Set = set,
            Scope = plan.Scope ?? SloScope.Instance,
            Fingerprint = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{FailedAlert}\n{set}\n{plan.Name}")))[..32],
            Before = isFailing ? null : plan.MinimumSeverity,
            After = isFailing ? plan.MinimumSeverity : null,
            StartedAt = startedAt,
            Resolution = isFailing ? null : SloAlertResolution.Recovered,
            Cause = isFailing ? SloText.OneLine(failed, 400) : null,
            Labels = new Dictionary<string, string> { ["reaction"] = plan.Name, ["slo"] = progress.Objective },
            Annotations = new Dictionary<string, string>
            {
                ["summary"] = $"Reaction {plan.Name} failed",
                ["description"] = SloText.OneLine(isFailing ? failed : "The reaction has ended.", 1000),
            },
        });
    }

    private void Add(ReactionPlan plan, ReactionProgress progress, string outcome, int? step, string? result) => registry.Ledger.Add(
        SloLedgerEntryKind.Reaction, ObjectiveOf(plan, progress), Actor, progress.Reason,
        [
            new(SloLedgerDetails.Reaction, plan.Name),
            new(SloLedgerDetails.Outcome, progress.IsDryRun && step is not null ? $"dry run: {outcome}" : outcome),
            new(SloLedgerDetails.Step, step is { } index ? FormattableString.Invariant($"{index + 1}") : null),
            new(SloLedgerDetails.Action, step is { } number ? plan.Steps[number].Text : null), new(SloLedgerDetails.Result, result),
            new(SloLedgerDetails.Run, progress.Run),
        ]);

    // An alert from Alertmanager belongs to no objective of the set.
    private static string? ObjectiveOf(ReactionPlan plan, ReactionProgress progress) =>
        plan.Objectives.Contains(progress.Objective) ? progress.Objective : plan.Objectives.FirstOrDefault();

    private static string Word(SloReactionStepState state) => state switch
    {
        SloReactionStepState.Applied => "applied",
        SloReactionStepState.Undone => "undone",
        SloReactionStepState.UndoFailed => "undo failed",
        SloReactionStepState.Unknown => "unknown",
        _ => "failed",
    };
}
