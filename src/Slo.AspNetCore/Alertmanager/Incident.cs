namespace Slo.AspNetCore.Alertmanager;

/// <summary>The alerts of one objective that fire. Immutable: a change that could not be passed on is discarded.</summary>
internal sealed class Incident
{
    /// <summary>How many alerts of an incident are told apart. A page takes the place of a ticket; others count while they are
    /// reported.</summary>
    internal const int MaximumAlerts = 1_000;

    internal static readonly Incident None = new([], null, default, DateTimeOffset.MinValue);

    /// <summary>An alert that was not reported for so long is over, although its end was never sent. Alertmanager repeats what fires every
    /// four hours by default.</summary>
    internal static readonly TimeSpan Forgotten = TimeSpan.FromDays(1);

    private readonly Dictionary<string, FiringAlert> _firing;
    private readonly AlertSeverity? _told;
    private readonly DateTimeOffset _startedAt;
    private readonly DateTimeOffset _latestStart;

    private Incident(
        Dictionary<string, FiringAlert> firing, AlertSeverity? told, DateTimeOffset startedAt, DateTimeOffset latestStart)
    {
        _firing = firing;
        _told = told;
        _startedAt = startedAt;
        _latestStart = latestStart;
    }

    /// <summary>How much room it takes, in alerts.</summary>
    internal int Size => Math.Max(1, _firing.Count);

    /// <summary>Whether it fired as of the last message.</summary>
    internal bool IsFiring => _told is not null;

    /// <summary>The incident after a message.</summary>
    /// <param name="report">The alerts of the message that belong to it.</param>
    /// <param name="change">What is new, or null: Alertmanager repeats itself.</param>
    internal Incident After(IncidentReport report, out IncidentChange? change)
    {
        Dictionary<string, FiringAlert> remembered = new(
            _firing.Where(alert => report.ReceivedAt - alert.Value.ReportedAt < Forgotten || report.Has(alert.Key)),
            StringComparer.Ordinal);
        IncidentStep step = new(report, remembered);
        AlertSeverity? before = step.Before;
        AlertSeverity? after = step.After;
        if (!step.IsChange)
        {
            // What is only missing may be silenced or inhibited, and goes on for all that is known.
            after = before = _told;
        }
        else if (before == after && after < _told)
        {
            before = _told;
        }

        DateTimeOffset started = before is null ? report.FirstStart : _startedAt;
        change = IsNews(report, before, after) ? new IncidentChange(report.Key, report.Leading, before, after, started) : null;
        return new Incident(
            step.Firing, after, started, report.LatestStart > _latestStart ? report.LatestStart : _latestStart);
    }

    // The end of an incident whose start was never reported is news too, once.
    private bool IsNews(IncidentReport report, AlertSeverity? before, AlertSeverity? after) =>
        after is not null || before is not null ? before != after : report.LatestStart > _latestStart;
}
