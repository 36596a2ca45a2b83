using System.Globalization;
using Slo.Definitions;

namespace Slo;

/// <content>What is decided while the app runs: excluded time, and targets that are overridden for a time.</content>
public sealed partial class SloRegistry
{
    private const int MaximumDecisions = 200;

    private readonly List<SloExclusion> _exclusions = [];
    private readonly List<SloTargetOverride> _overrides = [];

    /// <summary>The exclusions that were decided while the app ran, not those that objectives declare. A snapshot.</summary>
    public IReadOnlyList<SloExclusion> Exclusions
    {
        get
        {
            lock (_gate)
            {
                return [.. _exclusions];
            }
        }
    }

    /// <summary>The overrides of targets that are in force, to come, or expired within the longest period. A snapshot.</summary>
    public IReadOnlyList<SloTargetOverride> TargetOverrides
    {
        get
        {
            lock (_gate)
            {
                return [.. _overrides];
            }
        }
    }

    /// <summary>
    /// Excludes time from every budget, window and rule: now, in advance, or after the fact. What happened in it is kept. Noted in
    /// <see cref="Ledger"/>, and part of the state that a store keeps.
    /// </summary>
    /// <param name="exclusion">When, of which objective, who and why.</param>
    /// <param name="account">The account that was authenticated, if it is not the owner; a detail in the ledger.</param>
    /// <returns>The exclusion with its id.</returns>
    /// <exception cref="SloDefinitionException">The objective is unknown, the id is taken, a text is too long, or there are 200
    /// already.</exception>
    public SloExclusion Exclude(SloExclusion exclusion, string? account = null)
    {
        ArgumentNullException.ThrowIfNull(exclusion);
        lock (_evaluation)
        {
            lock (_gate)
            {
                ObjectDisposedException.ThrowIf(_isDisposed, this);
                _exclusions.RemoveAll(one => one.When.To <= _time.GetUtcNow() - SloPeriod.MaximumLength);
                ThrowIfAny([
                    .. TermsChecks.Check(exclusion), .. CheckObjective(exclusion.Objective),
                    .. CheckId(exclusion.Id, _exclusions.Select(one => one.Id), "exclusions"),
                ]);
                SloExclusion added = exclusion with { Id = exclusion.Id ?? NewId() };
                _exclusions.Add(added);
                Amend(added.Objective);
                Note(SloLedgerEntryKind.ExclusionAdded, added, added.Owner, added.Reason, account);
                return added;
            }
        }
    }

    /// <summary>Takes an exclusion back: what happened in it counts again.</summary>
    /// <param name="id">Of the exclusion.</param>
    /// <param name="actor">Who decided it.</param>
    /// <param name="reason">Why.</param>
    /// <param name="account">The account that was authenticated, if it is not the actor; a detail in the ledger.</param>
    /// <returns>False if there is none with this id.</returns>
    public bool RemoveExclusion(string id, string? actor = null, string? reason = null, string? account = null)
    {
        lock (_evaluation)
        {
            lock (_gate)
            {
                if (_exclusions.Find(one => one.Id == id) is not { } removed)
                {
                    return false;
                }

                _exclusions.Remove(removed);
                Amend(removed.Objective);
                Note(SloLedgerEntryKind.ExclusionRemoved, removed, actor, reason, account);
                return true;
            }
        }
    }

    /// <summary>
    /// Puts another target in the place of the declared and the scheduled one for a time. What happens then is judged by it, also after it
    /// has expired. Noted in <see cref="Ledger"/>, and part of the state that a store keeps.
    /// </summary>
    /// <param name="change">The target, from when until when, who and why.</param>
    /// <param name="account">The account that was authenticated, if it is not the owner; a detail in the ledger.</param>
    /// <returns>The override with its id. It begins now if it was to begin in the past, which is judged by what was in force.</returns>
    /// <exception cref="SloDefinitionException">The objective is unknown, the target is none, the override has expired, ends before it
    /// begins or overlaps another one, the id is taken, or there are 200 already.</exception>
    public SloTargetOverride OverrideTarget(SloTargetOverride change, string? account = null)
    {
        ArgumentNullException.ThrowIfNull(change);
        lock (_evaluation)
        {
            lock (_gate)
            {
                ObjectDisposedException.ThrowIf(_isDisposed, this);
                DateTimeOffset now = _time.GetUtcNow();
                _overrides.RemoveAll(one => one.To <= now - SloPeriod.MaximumLength);
                ThrowIfAny([
                    .. TermsChecks.Check(change, now), .. CheckObjective(change.Objective), .. CheckOverlap(change),
                    .. CheckId(change.Id, _overrides.Select(one => one.Id), "overrides"),
                ]);
                SloTargetOverride added = change with
                {
                    Id = change.Id ?? NewId(),
                    From = (change.From < now ? now : change.From).ToUniversalTime(),
                    To = change.To.ToUniversalTime(),
                };
                _overrides.Add(added);
                Amend(added.Objective);
                Note(SloLedgerEntryKind.OverrideAdded, added, added.Owner, added.Reason, account);
                return added;
            }
        }
    }

    /// <summary>Ends an override now: what happened under it stays judged by it.</summary>
    /// <param name="id">Of the override.</param>
    /// <param name="actor">Who decided it.</param>
    /// <param name="reason">Why.</param>
    /// <param name="account">The account that was authenticated, if it is not the actor; a detail in the ledger.</param>
    /// <returns>False if there is none with this id, or if it has expired.</returns>
    public bool EndTargetOverride(string id, string? actor = null, string? reason = null, string? account = null)
    {
        lock (_evaluation)
        {
            lock (_gate)
            {
                DateTimeOffset now = _time.GetUtcNow();
                if (_overrides.Find(one => one.Id == id && one.To > now) is not { } ended)
                {
                    return false;
                }

                _overrides.Remove(ended);
                if (ended.From < now)
                {
                    _overrides.Add(ended with { To = now });
                }

                Amend(ended.Objective);
                Note(SloLedgerEntryKind.OverrideRemoved, ended, actor, reason, account);
                return true;
            }
        }
    }

    // Under both locks.
    private void Amend(string? objective)
    {
        foreach (SloTracker tracker in _trackers.Where(tracker => objective is null || IsNamed(objective, tracker.Objective.Name)))
        {
            Amend(tracker);
        }

        _snapshot = null;
    }

    private void Amend(SloTracker tracker)
    {
        var name = tracker.Objective.Name;
        tracker.Amend(
            [.. _overrides.Where(one => IsNamed(one.Objective, name))],
            [.. _exclusions.Where(one => one.Objective is null || IsNamed(one.Objective, name))]);
    }

    // What another process decided: of all objectives only what its last state has, because a decision may have been taken back since.
    private void TakeUp(SloObjectiveState[] states)
    {
        DateTimeOffset last = states.Length == 0 ? default : states.Max(state => state.AsOf);
        foreach (SloObjectiveState state in states.OrderByDescending(state => state.AsOf))
        {
            foreach (SloExclusion exclusion in state.Exclusions.Where(one => !_exclusions.Exists(known => known.Id == one.Id)))
            {
                _exclusions.Add(exclusion.Objective is null && state.AsOf < last ? exclusion with { Objective = state.Name } : exclusion);
            }

            _overrides.AddRange(state.TargetOverrides.Where(one => !_overrides.Exists(known => known.Id == one.Id)));
        }
    }

    private void Note(SloLedgerEntryKind kind, SloExclusion exclusion, string? actor, string? reason, string? account) => Ledger.Add(
        kind, exclusion.Objective, actor, reason,
        [
            new(SloLedgerDetails.Subject, exclusion.Id), new(SloLedgerDetails.Schedule, exclusion.When.ToString()),
            new(SloLedgerDetails.From, Text(exclusion.When.From)), new(SloLedgerDetails.To, Text(exclusion.When.To)),
            new(SloLedgerDetails.Account, account),
        ]);

    private void Note(SloLedgerEntryKind kind, SloTargetOverride change, string? actor, string? reason, string? account) => Ledger.Add(
        kind, change.Objective, actor, reason,
        [
            new(SloLedgerDetails.Subject, change.Id), new(SloLedgerDetails.TargetPercent, Percent(change.TargetRatio)),
            new(SloLedgerDetails.From, Text(change.From)), new(SloLedgerDetails.To, Text(change.To)),
            new(SloLedgerDetails.Account, account),
        ]);

    private void NoteTarget(string objective, decimal before, decimal after)
    {
        if (before != after)
        {
            Ledger.Add(
                SloLedgerEntryKind.TargetChanged, objective,
                details:
                [
                    new(SloLedgerDetails.TargetPercent, Percent(after)), new(SloLedgerDetails.PreviousTargetPercent, Percent(before)),
                ]);
        }
    }

    private IEnumerable<SloFinding> CheckObjective(string? name) => name is null || _byName.ContainsKey(name) ? [] :
    [
        SloFinding.Error(
            SloFindingCodes.UnknownReference, $"objective '{SloText.OneLine(name, 61)}': is not declared; "
            + NearestNames.Hint(name, _trackers.Select(tracker => tracker.Objective.Name)), "objective"),
    ];

    private IEnumerable<SloFinding> CheckOverlap(SloTargetOverride change) => _overrides
        .Where(one => IsNamed(one.Objective, change.Objective) && one.From < change.To && one.To > change.From)
        .Select(one => TermsChecks.Overlaps(change, one));

    private static IEnumerable<SloFinding> CheckId(string? id, IEnumerable<string?> taken, string what)
    {
        string?[] ids = [.. taken];
        if (id is not null && TermsChecks.CheckId(id) is { } fault)
        {
            yield return fault;
        }

        if (id is not null && ids.Contains(id))
        {
            yield return SloFinding.Error(SloFindingCodes.DuplicateName, $"id '{SloText.OneLine(id, 61)}': is taken; choose another", "id");
        }

        if (ids.Length >= MaximumDecisions)
        {
            yield return SloFinding.Error(SloFindingCodes.InvalidCount, FormattableString.Invariant(
                $"{what}: there are {ids.Length} already, the maximum; remove one, or declare weekly hours with the objective"), what);
        }
    }

    private static void ThrowIfAny(SloFinding[] findings)
    {
        if (findings.Length > 0)
        {
            throw new SloDefinitionException(findings);
        }
    }

    private static bool IsNamed(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);

    private static string NewId() => Guid.CreateVersion7().ToString("N");

    private static string? Text(DateTimeOffset? instant) =>
        instant?.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    private static string Percent(decimal ratio) => (ratio * 100).ToString("0.##########", CultureInfo.InvariantCulture);
}
