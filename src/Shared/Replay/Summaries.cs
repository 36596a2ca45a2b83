namespace Slo.Shared.Replay;

/// <summary>Watches a replay for its summaries: one for each subject, in their order.</summary>
/// <param name="subjects">The subjects.</param>
/// <param name="follows">Whether it is followed what happened after unusual behaviour of the first subject.</param>
/// <param name="end">Changes of an alert after this do not count: a replay goes on after its history; null: all do.</param>
internal sealed class Summaries(IReadOnlyList<Subject> subjects, bool follows = false, DateTimeOffset? end = null) : IReplayObserver
{
    internal IReadOnlyList<ReplaySummary> All { get; } = [.. subjects.Select(subject => new ReplaySummary(subject))];

    public void Changed(Subject subject, SloAlertTransition transition)
    {
        if (end is null || transition.At <= end)
        {
            Of(subject).Add(transition);
        }
    }

    // An alert, or a budget that is overspent, may come and go between two steps.
    public void Evaluated(long time, long elapsed, Subject subject)
    {
        SloStatus status = subject.Status;
        Of(subject).Add(status, TimeSpan.FromSeconds(elapsed));
        if (follows && subject == subjects[0])
        {
            All[0].FollowUp.Add(status);
        }
    }

    public void Stepped(long time, IReadOnlyList<Subject> all)
    {
        // Each evaluation counts.
    }

    public void Ended()
    {
        foreach (ReplaySummary summary in All)
        {
            summary.End();
        }
    }

    private ReplaySummary Of(Subject subject) => All.First(summary => summary.Subject == subject);
}
