namespace Slo.Shared.Replay;

/// <summary>Gathers what a replay of one subject comes to.</summary>
internal sealed class ReplaySummary(Subject subject)
{
    private readonly List<Episode> _episodes = [];

    internal Subject Subject => subject;

    /// <summary>In order of time; the last may be open.</summary>
    internal IReadOnlyList<Episode> Episodes => _episodes;

    /// <summary>Unusual behaviour, and what happened after it.</summary>
    internal ObservationFollowUp FollowUp { get; } = new(subject);

    /// <summary>The number of pages: each time the alert becomes a page.</summary>
    internal int Pages => _episodes.Sum(episode => episode.Pages);

    /// <summary>The number of tickets: each time the alert begins as a ticket.</summary>
    internal int Tickets { get; private set; }

    /// <summary>For how long compliance was below the target: of each evaluation the time since the one before.</summary>
    internal TimeSpan Violation { get; private set; }

    /// <summary>The least budget that was left at any evaluation, and when first; null without events.</summary>
    internal (double Remaining, DateTimeOffset At)? Worst { get; private set; }

    internal void Add(SloAlertTransition transition)
    {
        var isPage = transition is { After: AlertSeverity.Page, Kind: SloAlertTransitionKind.Fired or SloAlertTransitionKind.Escalated };
        if (transition.Kind == SloAlertTransitionKind.Fired)
        {
            Tickets += isPage ? 0 : 1;
            _episodes.Add(new Episode(transition.At, null, transition.After!.Value, transition.Cause ?? "", 0, null));
        }

        Episode current = _episodes[^1] with { BudgetSpent = transition.Status?.Alert.BudgetSpentRatio };
        if (isPage)
        {
            current = current.Severity == AlertSeverity.Page
                ? current with { Pages = current.Pages + 1 }
                : current with { Severity = AlertSeverity.Page, Rule = transition.Cause ?? "", Pages = 1 };
        }

        _episodes[^1] = current;
        if (transition.Kind == SloAlertTransitionKind.Resolved)
        {
            _episodes[^1] = current with { End = transition.At };
        }
    }

    internal void Add(SloStatus status, TimeSpan elapsed)
    {
        if (status.IsMet == false)
        {
            Violation += elapsed;
        }

        if (status.ErrorBudgetRemainingRatio is { } remaining && (Worst is null || remaining < Worst.Value.Remaining))
        {
            Worst = (remaining, status.AsOf);
        }
    }

    /// <summary>An open episode has the budget spent of the last status.</summary>
    internal void End()
    {
        if (_episodes is [.., { End: null } open])
        {
            _episodes[^1] = open with { BudgetSpent = subject.Status.Alert.BudgetSpentRatio };
        }
    }
}
