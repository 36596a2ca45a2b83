using Slo.Judging;
using Slo.Windows;

namespace Slo;

/// <content>Definitions and decisions that change while events are counted.</content>
public sealed partial class SloTracker
{
    /// <summary>Judges the same counts by an edited definition. Under the registry's evaluation lock.</summary>
    internal void Redefine(SloObjective objective)
    {
        Reading now = Now();
        _history.Declare(objective, now);
        _judge.Redefine(objective, now);
        _edges.Declare(objective, OwnTotal.Total);
        if (!objective.AlertPerGroup)
        {
            _groupJudges = null;
        }
        else if (_groupJudges is { } groups)
        {
            groups.Redefine(objective, name => _groups!.Find(name).Total);
        }
        else
        {
            _groupJudges = JudgeGroups(objective);
        }
    }

    /// <summary>Takes over what was decided about the objective while the app runs. Under the registry's evaluation lock.</summary>
    internal void Amend(IReadOnlyList<SloTargetOverride> overrides, IReadOnlyList<SloExclusion> exclusions)
    {
        Reading now = Now();
        _history.Amend(_history.Terms with { Overrides = overrides, Exclusions = exclusions }, now);
        _judge.Redefine(_judge.Objective, now);
        _groupJudges?.Amend(overrides, exclusions, name => _groups!.Find(name).Total);
    }

    private GroupJudges JudgeGroups(SloObjective objective) =>
        new(objective, _origin, _history.Timeline, _groups!.All.Select(group => (group.Name, group.Group.Total)));
}
