using Slo.Shared.Replay;

namespace Slo.Shared.Reporting;

/// <summary>Watches each rule of each subject of a replay.</summary>
/// <param name="subjects">The subjects.</param>
/// <param name="step">The distance of two steps.</param>
/// <param name="from">Where the range begins, in seconds since 1970: what is evaluated earlier is what was before it.</param>
/// <param name="end">Where the history ends: what is evaluated later is not counted.</param>
internal sealed class RuleWatch(Subject[] subjects, TimeSpan step, long from, long end) : IReplayObserver
{
    private readonly Known[][] _rules = [.. subjects.Select(subject => new Known[subject.Objective.Rules.Count])];
    private long _steps;

    /// <summary>The time that was evaluated.</summary>
    internal TimeSpan Evaluated => step * _steps;

    /// <summary>Of a subject, by its place.</summary>
    internal IReadOnlyList<RuleRecord> Of(int subject) =>
    [
        .. subjects[subject].Objective.Rules.Zip(
            _rules[subject], (rule, known) => new RuleRecord(rule, known.Fired, step * known.Steps, known.Highest)),
    ];

    public void Changed(Subject subject, SloAlertTransition transition)
    {
        // Of rules with the same severity, an alert tells only of the first.
    }

    // A rule with short windows may fire and end between two steps.
    void IReplayObserver.Evaluated(long time, long elapsed, Subject subject)
    {
        if (time <= from || time > end)
        {
            return;
        }

        Known[] rules = _rules[Array.IndexOf(subjects, subject)];
        foreach ((var rule, AlertRuleStatus status) in subject.Status.Alert.Rules.Index())
        {
            ref Known known = ref rules[rule];
            var isFiring = status.State == AlertState.Firing;
            known.Fired += isFiring && !known.IsFiring ? 1 : 0;
            known.IsFiring = isFiring;
            if (status is { LongBurnRate: { } longRate, ShortBurnRate: { } shortRate })
            {
                known.Highest = Math.Max(known.Highest ?? 0, Math.Min(longRate, shortRate));
            }
        }
    }

    public void Stepped(long time, IReadOnlyList<Subject> all)
    {
        if (time <= from || time > end)
        {
            return;
        }

        _steps++;
        foreach (Known[] rules in _rules)
        {
            for (var rule = 0; rule < rules.Length; rule++)
            {
                rules[rule].Steps += rules[rule].IsFiring ? 1 : 0;
            }
        }
    }

    public void Ended()
    {
    }

    private record struct Known(int Fired, long Steps, bool IsFiring, double? Highest);
}
