namespace Slo.AspNetCore.Alertmanager;

/// <summary>What a message changes about the alerts of an incident that fire.</summary>
internal sealed class IncidentStep
{
    private readonly IncidentReport _report;
    private readonly Dictionary<string, FiringAlert> _known;
    private AlertSeverity? _more;

    /// <param name="report">What the message says.</param>
    /// <param name="known">The alerts that fired until now.</param>
    internal IncidentStep(IncidentReport report, Dictionary<string, FiringAlert> known)
    {
        _report = report;
        _known = known;
        Firing = new(known, StringComparer.Ordinal);
        foreach (ReceivedAlert alert in report.Alerts)
        {
            Apply(alert);
        }

        if (!IsChange)
        {
            return;
        }

        foreach ((string fingerprint, FiringAlert alert) in known)
        {
            if (report.Misses(fingerprint, alert))
            {
                Firing.Remove(fingerprint);
            }
            else if (!report.Has(fingerprint))
            {
                Continue(alert.Severity);
            }
        }
    }

    /// <summary>What fires after the message.</summary>
    internal Dictionary<string, FiringAlert> Firing { get; }

    /// <summary>Whether an alert began, ended, or has another severity. That some are only missing is no change.</summary>
    internal bool IsChange { get; private set; }

    /// <summary>The severity of what goes on, or ended with this message; null if there is none: what fires then is another incident, and
    /// the end of the one before was never sent.</summary>
    internal AlertSeverity? Before { get; private set; }

    internal AlertSeverity? After => Firing.Count == 0 ? _more : Greater(Firing.Values.Max(alert => alert.Severity), _more);

    private void Apply(ReceivedAlert alert)
    {
        var isKnown = _known.TryGetValue(alert.Fingerprint, out FiringAlert known);
        if (!alert.IsFiring)
        {
            // A late message about the end of what has begun anew since.
            if (isKnown && !(alert.EndedAt < known.StartedAt))
            {
                IsChange = true;
                Continue(known.Severity);
                Firing.Remove(alert.Fingerprint);
            }

            return;
        }

        // A later start is another alert, whose predecessor's end was never sent or never arrived. An earlier one is none: servers that
        // watch the same alert need not agree on when it began.
        var isSame = isKnown && alert.StartedAt <= known.StartedAt;
        if (isSame)
        {
            Continue(known.Severity);
        }

        IsChange |= !isSame || alert.Severity != known.Severity;
        Put(alert, isSame ? known.StartedAt : alert.StartedAt);
    }

    private void Put(ReceivedAlert alert, DateTimeOffset started)
    {
        if (Firing.Count >= Incident.MaximumAlerts && !Firing.ContainsKey(alert.Fingerprint))
        {
            if (alert.Severity == AlertSeverity.Ticket || !RemoveTicket())
            {
                _more = Greater(alert.Severity, _more);
                return;
            }
        }

        Firing[alert.Fingerprint] = new FiringAlert(alert.Severity, started, _report.ReceivedAt, _report.Message.GroupKey);
    }

    private bool RemoveTicket()
    {
        var ticket = Firing.FirstOrDefault(alert => alert.Value.Severity == AlertSeverity.Ticket).Key;
        return ticket is not null && Firing.Remove(ticket);
    }

    private void Continue(AlertSeverity severity) => Before = Greater(severity, Before);

    private static AlertSeverity Greater(AlertSeverity one, AlertSeverity? other) => other > one ? other.Value : one;
}
