namespace Slo.Shared.Replay;

/// <summary>Watches a replay for its summaries: one for each subject, in their order.</summary>
/// <param name="subjects">The subjects.</param>
/// <param name="step">The distance of two steps.</param>
/// <param name="follows">Whether it is followed what happened after unusual behaviour of the first subject.</param>
/// <param name="end">Changes of an alert after this do not count: a replay goes on after its history; null: all do.</param>
internal sealed class Summaries(IReadOnlyList<Subject> subjects, TimeSpan step, bool follows = false, DateTimeOffset? end = null)
    : IReplayObserver
{
    internal IReadOnlyList<ReplaySummary> All { get; } = [.. subjects.Select(subject => new ReplaySummary(subject))];

    public void Changed(Subject subject, SloAlertTransition transition)
    {
        if (end is null || transition.At <= end)
        {
            All.First(summary => summary.Subject == subject).Add(transition);
        }
    }

    public void Evaluated(long time, Subject subject)
    {
        if (follows && subject == subjects[0])
        {
            All[0].FollowUp.Add(subject.Status);
        }
    }

    public void Stepped(long time, IReadOnlyList<Subject> all)
    {
        foreach (ReplaySummary summary in All)
        {
            summary.Add(summary.Subject.Status, step);
        }
    }

    public void Ended()
    {
        foreach (ReplaySummary summary in All)
        {
            summary.End();
        }
    }
}
