namespace Slo.Shared.Replay;

/// <summary>Watches a replay for its summaries: one for each subject, in their order.</summary>
internal sealed class Summaries(IReadOnlyList<Subject> subjects, TimeSpan step) : IReplayObserver
{
    internal IReadOnlyList<ReplaySummary> All { get; } = [.. subjects.Select(subject => new ReplaySummary(subject))];

    public void Changed(Subject subject, SloAlertTransition transition) => All.First(summary => summary.Subject == subject).Add(transition);

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
