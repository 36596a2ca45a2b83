using System.Text.Json;

namespace Slo.Hosting.Reactions;

internal sealed partial class ReactionRunner
{
    private bool _isAdopted;

    // The last write whose answer is not known.
    private SloReactionRecord? _written;

    // Only the instance that runs the reaction writes its state; decisions have a record of their own, which any instance writes.
    private string DecisionName => plan.Name + "/decision";

    /// <summary>Takes a decision. Any thread, any instance.</summary>
    /// <param name="decision">What is decided; null: the decision in force ends.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    internal async Task DecideAsync(SloReactionOverride? decision, CancellationToken cancellationToken)
    {
        SloReactionRecord record;
        try
        {
            do
            {
                IReadOnlyDictionary<string, SloReactionRecord> stored = await states.ReadAsync(cancellationToken).ConfigureAwait(false);
                record = new(DecisionName, (stored.GetValueOrDefault(DecisionName)?.Revision ?? 0) + 1, ReactionJson.Write(decision));
            }
            while (!await states.WriteAsync(record, cancellationToken).ConfigureAwait(false));
        }
        finally
        {
            // A write that failed may have been carried out.
            _isDecided = true;
            Wake();
        }
    }

    /// <summary>Reads the state as the store has it. Any thread, any instance.</summary>
    internal async Task<SloReactionStatus> ReadStatusAsync(CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, SloReactionRecord> records = await states.ReadAsync(cancellationToken).ConfigureAwait(false);
        return StatusOf(new(Progress(records), null, Decision(records)));
    }

    private async Task ReadIfNeededAsync(CancellationToken cancellationToken)
    {
        var isNew = _progress is null;
        TimeSpan interval = plan.Alerts.Count > 0 ? Interval : ReadInterval;
        if (!isNew && !_isDecided && (scope == SloScope.Instance || time.GetElapsedTime(_readAt) < interval))
        {
            return;
        }

        _isDecided = false;
        IReadOnlyDictionary<string, SloReactionRecord> records = await states.ReadAsync(cancellationToken).ConfigureAwait(false);
        _readAt = time.GetTimestamp();
        _decision = Decision(records);
        signals.Take(records);
        if (isNew)
        {
            Adopt(records);
        }
    }

    // Continues what the store has, as after a start.
    private void Adopt(IReadOnlyDictionary<string, SloReactionRecord> records)
    {
        ReactionProgress stored = Progress(records);
        _from = (time.GetUtcNow(), time.GetTimestamp());
        (_progress, string? givenUp) = ReactionRules.Resume(stored, plan, Now, isNewProcess: !_isAdopted);
        _isAdopted = true;
        _revision = records.GetValueOrDefault(plan.Name)?.Revision ?? 0;
        _isUnsaved = _progress != stored;
        if (IsFailing(_progress))
        {
            // Before it moves on: what ends with the next step must have begun.
            RaiseAlert();
        }
        else if (IsFailing(stored))
        {
            // Another process raised it.
            _failingSince = stored.StartedAt;
        }

        if (givenUp is not null)
        {
            audit.GivenUp(plan.Name, givenUp);
        }
    }

    /// <param name="next">The state to keep.</param>
    /// <param name="isKnown">Whether it happened already: then memory has it also without the store.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    private async Task<ReactionSave> SaveAsync(ReactionProgress next, bool isKnown, CancellationToken cancellationToken)
    {
        try
        {
            return await WriteAsync(next, cancellationToken).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // A store may throw anything. An instance goes on by itself; a fleet must know who acts.
        catch (Exception exception) when (isKnown || (scope == SloScope.Instance && !cancellationToken.IsCancellationRequested))
#pragma warning restore CA1031
        {
            audit.Broke(plan.Name, exception);
            _progress = next;
            _isUnsaved = true;
            return ReactionSave.Unsaved;
        }
    }

    private async Task<ReactionSave> WriteAsync(ReactionProgress next, CancellationToken cancellationToken)
    {
        SloReactionRecord? before = _written;
        _written = new(plan.Name, _revision + 1, ReactionJson.Write(next));
        if (await states.WriteAsync(_written, cancellationToken).ConfigureAwait(false))
        {
            return Saved(next);
        }

        // A write whose answer was lost may have been carried out: this one, or the one before.
        SloReactionRecord? stored = (await states.ReadAsync(cancellationToken).ConfigureAwait(false)).GetValueOrDefault(plan.Name);
        if (stored is not null && stored == before)
        {
            _revision = stored.Revision;
            _written = null;
            return await WriteAsync(next, cancellationToken).ConfigureAwait(false);
        }

        return stored is not null && stored == _written ? Saved(next) : Lose();
    }

    private ReactionSave Saved(ReactionProgress next)
    {
        _revision = _written!.Revision;
        _written = null;
        _progress = next;
        _isUnsaved = false;
        return ReactionSave.Saved;
    }

    // Another instance has taken over: what it wrote is read again if this one leads again.
    private ReactionSave Lose()
    {
        _progress = null;
        _written = null;
        return ReactionSave.Lost;
    }

    private ReactionProgress Progress(IReadOnlyDictionary<string, SloReactionRecord> records)
    {
        if (records.GetValueOrDefault(plan.Name) is not { } record)
        {
            return ReactionProgress.None;
        }

        try
        {
            return ReactionJson.ReadProgress(record.Content);
        }
        catch (JsonException)
        {
            audit.Unreadable(plan.Name);
            return ReactionProgress.None;
        }
    }

    private SloReactionOverride? Decision(IReadOnlyDictionary<string, SloReactionRecord> records)
    {
        try
        {
            return records.GetValueOrDefault(DecisionName) is { } record ? ReactionJson.ReadDecision(record.Content) : null;
        }
        catch (JsonException)
        {
            audit.Unreadable(plan.Name);
            return null;
        }
    }

    // The decision in force.
    private SloReactionOverride? InForce(DateTimeOffset now) => _decision is { } decision && now < decision.Until ? decision : null;
}
