namespace Slo.AspNetCore.Alertmanager;

/// <summary>The alerts of one objective that fire. Immutable: a change that could not be passed on is discarded.</summary>
internal sealed class Incident
{
    /// <summary>How many alerts of an incident are told apart. Further ones count for its severity when they are reported.</summary>
    internal const int MaximumAlerts = 1_000;

    internal static readonly Incident None = new([], default, DateTimeOffset.MinValue);

    private readonly Dictionary<string, FiringAlert> _firing;
    private readonly DateTimeOffset _latestStart;

    private Incident(Dictionary<string, FiringAlert> firing, DateTimeOffset startedAt, DateTimeOffset latestStart)
    {
        _firing = firing;
        StartedAt = startedAt;
        _latestStart = latestStart;
    }

    /// <summary>How much room it takes, in alerts.</summary>
    internal int Size => 1 + _firing.Count;

    private DateTimeOffset StartedAt { get; }

    private AlertSeverity? Severity => _firing.Count == 0 ? null : _firing.Values.Max(alert => alert.Severity);

    /// <summary>The incident after a message.</summary>
    /// <param name="key">Names the incident.</param>
    /// <param name="alerts">The alerts of the message that belong to it.</param>
    /// <param name="group">The group that the message is about.</param>
    /// <param name="isWhole">Whether the message has all alerts of its group. What is missing then has ended, although its end was not
    /// sent (<c>send_resolved: false</c>).</param>
    /// <param name="change">What is new, or null: Alertmanager repeats itself.</param>
    internal Incident After(
        string key, IReadOnlyList<ReceivedAlert> alerts, string group, bool isWhole, out IncidentChange? change)
    {
        Dictionary<string, FiringAlert> firing = new(_firing, StringComparer.Ordinal);
        HashSet<string> reported = [.. alerts.Select(alert => alert.Fingerprint)];
        foreach ((string fingerprint, FiringAlert gone) in _firing)
        {
            if (isWhole && gone.Group == group && !reported.Contains(fingerprint))
            {
                firing.Remove(fingerprint);
            }
        }

        var isContinued = firing.Keys.Any(fingerprint => !reported.Contains(fingerprint)) | Apply(alerts, group, firing);
        AlertSeverity? after = firing.Count == 0 ? null : firing.Values.Max(alert => alert.Severity);
        AlertSeverity? before = isContinued ? Severity : null;
        DateTimeOffset started = isContinued ? StartedAt : alerts.Min(alert => alert.StartedAt);
        change = IsNews(alerts, before, after) ? new IncidentChange(key, Telling(alerts), before, after, started) : null;
        DateTimeOffset latest = alerts.Max(alert => alert.StartedAt);
        return new Incident(firing, started, latest > _latestStart ? latest : _latestStart);
    }

    // A later start is another incident, whose predecessor's end was never sent or never arrived. An earlier one is none: servers that
    // watch the same alert need not agree on when it began.
    private static bool Apply(IReadOnlyList<ReceivedAlert> alerts, string group, Dictionary<string, FiringAlert> firing)
    {
        var isContinued = false;
        foreach (ReceivedAlert alert in alerts)
        {
            var isKnown = firing.TryGetValue(alert.Fingerprint, out FiringAlert known);
            isContinued |= isKnown && (!alert.IsFiring || alert.StartedAt <= known.StartedAt);
            if (!alert.IsFiring)
            {
                firing.Remove(alert.Fingerprint);
            }
            else if (isKnown || firing.Count < MaximumAlerts)
            {
                DateTimeOffset started = isKnown && known.StartedAt > alert.StartedAt ? known.StartedAt : alert.StartedAt;
                firing[alert.Fingerprint] = new FiringAlert(alert.Severity, started, group);
            }
        }

        return isContinued;
    }

    // The end of an incident whose start was never heard is news too, once.
    private bool IsNews(IReadOnlyList<ReceivedAlert> alerts, AlertSeverity? before, AlertSeverity? after) =>
        after is not null || before is not null ? before != after : alerts.Any(alert => alert.StartedAt > _latestStart);

    private static ReceivedAlert Telling(IReadOnlyList<ReceivedAlert> alerts) =>
        alerts.OrderByDescending(alert => alert.IsFiring).ThenByDescending(alert => alert.Severity).First();
}
