using System.Text.Json;

namespace Slo.Hosting.Reactions;

internal sealed partial class ReactionRunner
{
    private bool _isAdopted;

    private const int MostWritten = 20;

    private readonly StorePause _pause = new(time);

    // After a decision whose answer is not known.
    private volatile bool _asksAnyway;

    // The writes whose answers are not known. They all write the next revision, so at most one of them was carried out.
    private readonly List<SloReactionRecord> _written = [];

    // The revision of the decision that was read.
    private long _decisionRevision;

    // The last decision that was written here.
    private volatile SloReactionRecord? _taken;

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
            _taken = _taken is { } taken && taken.Revision > record.Revision ? taken : record;
        }
        catch
        {
            // It may have been carried out.
            _asksAnyway = true;
            throw;
        }
        finally
        {
            _isDecided = true;
            Wake();
        }
    }

    /// <summary>Reads the state as the store has it. Any thread, any instance.</summary>
    internal async Task<SloReactionStatus> ReadStatusAsync(CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, SloReactionRecord> records = await states.ReadAsync(cancellationToken).ConfigureAwait(false);
        return StatusOf(new(Progress(records), null, Decision(records.GetValueOrDefault(DecisionName))));
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
        if (await ReadAsync(isNew, cancellationToken).ConfigureAwait(false) is not { } records)
        {
            if (_taken is { } taken && taken.Revision > _decisionRevision)
            {
                Take(taken);
            }

            return;
        }

        _readAt = time.GetTimestamp();
        Take(records.GetValueOrDefault(DecisionName));
        signals.Take(records);
        if (isNew)
        {
            Adopt(records);
        }
    }

    // A read that fails is made again at the next look: nothing else would read a decision of an instance. Until then an instance goes on
    // by itself, with the decision that was taken here.
    private async Task<IReadOnlyDictionary<string, SloReactionRecord>?> ReadAsync(bool isNew, CancellationToken cancellationToken)
    {
        if (!isNew && IsPaused && !_asksAnyway)
        {
            _isDecided = true;
            return null;
        }

        _asksAnyway = false;
        var started = time.GetTimestamp();
        try
        {
            IReadOnlyDictionary<string, SloReactionRecord> records = await states.ReadAsync(cancellationToken).ConfigureAwait(false);
            _pause.Answered();
            return records;
        }
#pragma warning disable CA1031 // A store may throw anything.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _isDecided = true;
            _pause.Failed(started);
            if (isNew || scope != SloScope.Instance || cancellationToken.IsCancellationRequested)
            {
                throw;
            }

            audit.Broke(plan.Name, exception);
            return null;
        }
    }

    // A fleet must know who acts, so it waits.
    private bool IsPaused => scope == SloScope.Instance && _pause.IsOn;

    private void Take(SloReactionRecord? decision)
    {
        _decision = Decision(decision);
        _decisionRevision = decision?.Revision ?? 0;
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
    /// <param name="mustTry">Whether the store is asked also if it hung a moment ago.</param>
    private async Task<ReactionSave> SaveAsync(
        ReactionProgress next, bool isKnown, CancellationToken cancellationToken, bool mustTry = false)
    {
        if (IsPaused && !mustTry)
        {
            return Unsaved(next);
        }

        var started = time.GetTimestamp();
        try
        {
            ReactionSave save = await WriteAsync(next, cancellationToken).ConfigureAwait(false);
            _pause.Answered();
            return save;
        }
#pragma warning disable CA1031 // A store may throw anything. An instance goes on by itself; a fleet must know who acts.
        catch (Exception exception) when (isKnown || (scope == SloScope.Instance && !cancellationToken.IsCancellationRequested))
#pragma warning restore CA1031
        {
            audit.Broke(plan.Name, exception);
            _pause.Failed(started);
            return Unsaved(next);
        }
    }

    private ReactionSave Unsaved(ReactionProgress next)
    {
        _progress = next;
        _isUnsaved = true;
        return ReactionSave.Unsaved;
    }

    // A save that failed, or whose answer was lost, is made again before the process ends.
    private Task SaveLastAsync(CancellationToken cancellationToken) =>
        (_isUnsaved || _written.Count > 0) && _progress is { } last && isLeading()
        ? SaveAsync(last, isKnown: true, cancellationToken, mustTry: true) : Task.CompletedTask;

    private async Task<ReactionSave> WriteAsync(ReactionProgress next, CancellationToken cancellationToken)
    {
        SloReactionRecord record = new(plan.Name, _revision + 1, ReactionJson.Write(next));
        Written(record);
        if (await states.WriteAsync(record, cancellationToken).ConfigureAwait(false))
        {
            return Saved(next, record);
        }

        // A write whose answer was lost may have been carried out: this one, or one before.
        SloReactionRecord? stored = (await states.ReadAsync(cancellationToken).ConfigureAwait(false)).GetValueOrDefault(plan.Name);
        if (stored == record)
        {
            return Saved(next, record);
        }

        if (stored is null || !_written.Contains(stored))
        {
            return Lose();
        }

        _revision = stored.Revision;
        _written.Clear();
        return await WriteAsync(next, cancellationToken).ConfigureAwait(false);
    }

    // The first of them and the last are the likely ones: the store began or ceased to fail.
    private void Written(SloReactionRecord record)
    {
        if (!_written.Contains(record))
        {
            if (_written.Count == MostWritten)
            {
                _written.RemoveAt(MostWritten / 2);
            }

            _written.Add(record);
        }
    }

    private ReactionSave Saved(ReactionProgress next, SloReactionRecord record)
    {
        _revision = record.Revision;
        _written.Clear();
        _progress = next;
        _isUnsaved = false;
        return ReactionSave.Saved;
    }

    // Another instance has taken over: what it wrote is read again if this one leads again.
    private ReactionSave Lose()
    {
        _progress = null;
        _written.Clear();
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

    private SloReactionOverride? Decision(SloReactionRecord? record)
    {
        try
        {
            return record is not null ? ReactionJson.ReadDecision(record.Content) : null;
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
