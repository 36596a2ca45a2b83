namespace Slo.Hosting.Reactions;

/// <summary>The alerts from elsewhere that start reactions, as the webhook for Alertmanager and other instances of the fleet received
/// them. Thread-safe.</summary>
/// <param name="names">The names that reactions declare; others are dropped.</param>
/// <param name="time">The clock.</param>
internal sealed class ElsewhereAlerts(IReadOnlySet<string> names, TimeProvider time)
{
    /// <summary>How many alerts of one name are known at most: those that fire before those that have ended, the latest first.</summary>
    internal const int Capacity = 100;

    /// <summary>How long an alert fires that is not reported again, because its end was lost; and how long an end is kept, so that an older
    /// state of another instance does not revive the alert.</summary>
    internal static readonly TimeSpan Forgotten = TimeSpan.FromDays(1);

    // A repeated report is written only if the last one is older.
    private static readonly TimeSpan ConfirmedAfter = TimeSpan.FromMinutes(10);

    private readonly Dictionary<string, ElsewhereAlert> _alerts = new(StringComparer.Ordinal);

    // What was received here and is not stored yet. It is the latest, whatever the clock of the instance that stored the other.
    private readonly HashSet<string> _unsaved = new(StringComparer.Ordinal);

    internal IReadOnlySet<string> Names => names;

    /// <summary>Whether the store does not have all that was received.</summary>
    internal bool IsUnsaved
    {
        get
        {
            lock (_alerts)
            {
                return _unsaved.Count > 0;
            }
        }
    }

    /// <summary>Takes what this instance received.</summary>
    /// <returns>Whether it concerns a reaction.</returns>
    internal bool Update(SloAlertTransition transition)
    {
        if (transition.Source != SloAlertSource.Alertmanager || !names.Contains(transition.Name))
        {
            return false;
        }

        lock (_alerts)
        {
            // Later than what is known, whatever the clock of the instance that received that.
            DateTimeOffset now = time.GetUtcNow();
            DateTimeOffset at = _alerts.TryGetValue(transition.Fingerprint, out ElsewhereAlert? known) && known.ReceivedAt >= now
                ? known.ReceivedAt.AddTicks(1) : now;
            _alerts[transition.Fingerprint] = new(
                transition.Fingerprint, transition.Name, transition.After,
                transition.Cause is { } cause ? SloText.OneLine(cause) : null, at);
            _unsaved.Add(transition.Fingerprint);
            Trim(transition.Name, at);
        }

        return true;
    }

    /// <summary>Notes that an alert was reported again.</summary>
    /// <returns>Whether it concerns a reaction, and its last report is old.</returns>
    internal bool Confirm(string fingerprint)
    {
        lock (_alerts)
        {
            DateTimeOffset now = time.GetUtcNow();
            if (!_alerts.TryGetValue(fingerprint, out ElsewhereAlert? known) || known.Severity is null
                || now - known.ReceivedAt < ConfirmedAfter)
            {
                return false;
            }

            _alerts[fingerprint] = known with { ReceivedAt = now };
            return true;
        }
    }

    /// <summary>Takes what the store has. Of two states of an alert, the one that was received later counts.</summary>
    internal void Merge(IEnumerable<ElsewhereAlert> stored)
    {
        lock (_alerts)
        {
            foreach (ElsewhereAlert alert in stored)
            {
                if (!_alerts.TryGetValue(alert.Fingerprint, out ElsewhereAlert? known) || known.ReceivedAt < alert.ReceivedAt)
                {
                    _alerts[alert.Fingerprint] = known is not null && _unsaved.Contains(alert.Fingerprint)
                        ? known with { ReceivedAt = alert.ReceivedAt.AddTicks(1) } : alert;
                    Trim(alert.Name, time.GetUtcNow());
                }
            }
        }
    }

    /// <summary>Notes what the store has now.</summary>
    internal void Saved(IEnumerable<ElsewhereAlert> written)
    {
        lock (_alerts)
        {
            foreach (ElsewhereAlert alert in written)
            {
                if (_alerts.GetValueOrDefault(alert.Fingerprint) == alert)
                {
                    _unsaved.Remove(alert.Fingerprint);
                }
            }
        }
    }

    /// <summary>All that is known of a name, in an order that depends on nothing else.</summary>
    internal IReadOnlyList<ElsewhereAlert> Of(string name)
    {
        lock (_alerts)
        {
            return [.. _alerts.Values.Where(alert => alert.Name == name).OrderBy(alert => alert.Fingerprint, StringComparer.Ordinal)];
        }
    }

    /// <summary>Those of a name that fire.</summary>
    internal IEnumerable<ElsewhereAlert> Firing(string name)
    {
        DateTimeOffset now = time.GetUtcNow();
        return Of(name).Where(alert => alert.Severity is not null && now - alert.ReceivedAt < Forgotten);
    }

    private void Trim(string name, DateTimeOffset now)
    {
        IEnumerable<ElsewhereAlert> all = _alerts.Values.Where(alert => alert.Name == name)
            .OrderByDescending(alert => alert.Severity is not null).ThenByDescending(alert => alert.ReceivedAt);
        string[] superfluous =
        [
            .. all.Where((alert, i) => i >= Capacity || now - alert.ReceivedAt > Forgotten)
                .Select(alert => alert.Fingerprint),
        ];
        foreach (var fingerprint in superfluous)
        {
            _alerts.Remove(fingerprint);
            _unsaved.Remove(fingerprint);
        }
    }
}
