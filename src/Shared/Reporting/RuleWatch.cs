using Slo.Shared.Replay;

namespace Slo.Shared.Reporting;

/// <summary>Watches each rule of each subject of a replay.</summary>
/// <param name="subjects">The subjects.</param>
/// <param name="step">The distance of two evaluations.</param>
/// <param name="end">Where the history ends, in seconds since 1970: what is evaluated later is not counted.</param>
internal sealed class RuleWatch(IReadOnlyList<Subject> subjects, TimeSpan step, long end) : IReplayObserver
{
    private readonly (int Fired, long Steps, bool IsFiring)[][] _rules =
        [.. subjects.Select(subject => new (int, long, bool)[subject.Objective.Rules.Count])];

    private long _steps;

    /// <summary>The time that was evaluated.</summary>
    internal TimeSpan Evaluated => step * _steps;

    /// <summary>Of a subject, by its place.</summary>
    internal IReadOnlyList<RuleRecord> Of(int subject) =>
    [
        .. subjects[subject].Objective.Rules.Select(
            (rule, i) => new RuleRecord(rule, _rules[subject][i].Fired, step * _rules[subject][i].Steps)),
    ];

    public void Changed(Subject subject, SloAlertTransition transition)
    {
    }

    public void Stepped(long time, IReadOnlyList<Subject> all)
    {
        if (time > end)
        {
            return;
        }

        _steps++;
        for (var i = 0; i < subjects.Count; i++)
        {
            foreach ((var rule, AlertRuleStatus status) in subjects[i].Status.Alert.Rules.Index())
            {
                ref (int Fired, long Steps, bool IsFiring) known = ref _rules[i][rule];
                var isFiring = status.State == AlertState.Firing;
                known = (
                    known.Fired + (isFiring && !known.IsFiring ? 1 : 0), known.Steps + (isFiring ? 1 : 0), isFiring);
            }
        }
    }

    public void Ended()
    {
    }
}
