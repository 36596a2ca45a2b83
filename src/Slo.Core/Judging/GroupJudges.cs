using System.Collections.Concurrent;
using Slo.Alerting;
using Slo.Evaluation;
using Slo.History;
using Slo.Windows;

namespace Slo.Judging;

/// <summary>
/// Judges each group of an objective by the objective's burn-rate rules, with an alert of its own. As many as there are groups. One thread
/// at a time evaluates and redefines; any number read.
/// </summary>
internal sealed class GroupJudges
{
    private readonly ConcurrentDictionary<string, GroupJudge> _byName = new(StringComparer.Ordinal);
    private readonly Timeline _timeline;
    private readonly AlertOrigin _origin;
    private readonly string _label;
    private SloObjective _objective;
    private IReadOnlyList<SloTargetOverride> _overrides = [];
    private IReadOnlyList<SloExclusion> _exclusions = [];

    /// <param name="objective">The objective.</param>
    /// <param name="origin">Where its own alert comes from.</param>
    /// <param name="timeline">The positions of all readings.</param>
    /// <param name="known">The groups that there are, with their cumulative counts: what they counted before is not judged.</param>
    internal GroupJudges(
        SloObjective objective, AlertOrigin origin, Timeline timeline, IEnumerable<(string Name, SloEventCounts Counts)> known)
    {
        _timeline = timeline;
        _origin = origin;
        _label = objective.Grouping!.Label;
        _objective = OfGroup(objective);
        foreach ((string name, SloEventCounts counts) in known)
        {
            _byName[name] = Create(name, new Reading(_timeline.Now, counts));
        }
    }

    internal long AllocatedBytes => _byName.Values.Sum(group => group.History.AllocatedBytes);

    /// <summary>The status of each group as of its last evaluation.</summary>
    internal IReadOnlyDictionary<string, SloStatus> Statuses =>
        _byName.ToDictionary(group => group.Key, group => group.Value.Judge.Status, StringComparer.Ordinal);

    /// <summary>The judge of a group; null: it was not evaluated yet. Any thread.</summary>
    internal GroupJudge? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>Evaluates one group.</summary>
    /// <param name="step">The way to the new position.</param>
    /// <param name="name">The group's value.</param>
    /// <param name="since">Where it begins if it is new: at the last evaluation before its first event.</param>
    /// <param name="counts">Its cumulative counts.</param>
    /// <param name="buffer">Where the evaluation is written before it is published.</param>
    /// <returns>What happened to its alert, or null.</returns>
    internal SloAlertTransition? Advance(
        in TimelineStep step, string name, long since, SloEventCounts counts, EvaluationBuffer buffer)
    {
        if (!_byName.TryGetValue(name, out GroupJudge? group))
        {
            group = _byName[name] = Create(name, new Reading(since, default));
        }

        Reading now = group.History.Advance(step, counts);
        return group.Judge.Advance(step, now, ignored: 0, buffer);
    }

    /// <summary>Judges the same groups by an edited definition.</summary>
    /// <param name="objective">The definition.</param>
    /// <param name="counts">The cumulative counts of each group.</param>
    internal void Redefine(SloObjective objective, Func<string, SloEventCounts> counts)
    {
        _objective = OfGroup(objective);
        foreach ((string name, GroupJudge group) in _byName)
        {
            Reading now = new(_timeline.Now, counts(name));
            group.History.Declare(_objective, now);
            group.Judge.Redefine(_objective, now);
        }
    }

    /// <summary>Takes over what was decided about the objective while the app runs.</summary>
    /// <param name="overrides">Its overrides.</param>
    /// <param name="exclusions">Its exclusions.</param>
    /// <param name="counts">The cumulative counts of each group.</param>
    internal void Amend(
        IReadOnlyList<SloTargetOverride> overrides, IReadOnlyList<SloExclusion> exclusions, Func<string, SloEventCounts> counts)
    {
        (_overrides, _exclusions) = (overrides, exclusions);
        foreach ((string name, GroupJudge group) in _byName)
        {
            Amend(group.History, new Reading(_timeline.Now, counts(name)));
            group.Judge.Redefine(_objective, new Reading(_timeline.Now, counts(name)));
        }
    }

    private void Amend(ObjectiveHistory history, in Reading now) =>
        history.Amend(history.Terms with { Overrides = _overrides, Exclusions = _exclusions }, now);

    /// <summary>The transitions that end the alerts of all groups.</summary>
    internal IEnumerable<SloAlertTransition> End() => _byName.Values.Select(group => group.Judge.End()).OfType<SloAlertTransition>();

    // The history is small, because there are many; rules about the whole budget and about silence are the objective's.
    private static SloObjective OfGroup(SloObjective objective) => (objective.Definition with
    {
        Grouping = null,
        AlertPerGroup = false,
        IsCompact = true,
        Rules = [.. objective.Definition.Rules.Where(rule => rule.Kind == BurnRateRule.Kind)],
    }).Resolve();

    private GroupJudge Create(string name, in Reading start)
    {
        ObjectiveHistory history = new(_objective, SliceWorth.Of(_objective.Method), _timeline, keepsEveryMinute: false, start);
        Amend(history, start);
        AlertOrigin origin = _origin with { Group = new(_label, name) };
        return new(
            history, new ObjectiveJudge(history, _objective, origin, start), start.Counts == default ? long.MinValue : start.Position);
    }
}
