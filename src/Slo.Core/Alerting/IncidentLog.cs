using System.Globalization;

namespace Slo.Alerting;

/// <summary>
/// The incidents of a registry, put together of its transitions: all that last, and the last ones that ended. Thread-safe; no code of the
/// app runs in it.
/// </summary>
internal sealed class IncidentLog
{
    /// <summary>How many incidents that ended are kept. Those that last are as many as there are alerts.</summary>
    internal const int Kept = 1_000;

    // Incidents that one call of Explain looks at, some milliseconds for each: a thousand that fire at once hold up no reader for seconds.
    private const int MostExplained = 100;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, SloIncident> _byId = new(StringComparer.Ordinal);

    // Not computed yet: the explanations of each incident, by its id.
    private readonly Dictionary<string, DeferredAttribution[]> _unexplained = new(StringComparer.Ordinal);

    // What made an incident that lasts a page, by its id.
    private readonly Dictionary<string, SloContributor> _escalations = new(StringComparer.Ordinal);

    // In the order in which they ended.
    private readonly Queue<string> _ended = new();

    /// <summary>By their start, the oldest first.</summary>
    internal IReadOnlyList<SloIncident> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _byId.Values.OrderBy(incident => incident.Id, StringComparer.Ordinal)];
            }
        }
    }

    /// <summary>Those that last.</summary>
    internal IReadOnlyList<SloIncident> Open
    {
        get
        {
            lock (_gate)
            {
                return [.. _byId.Values.Where(incident => incident.EndedAt is null)];
            }
        }
    }

    internal static string IdOf(string fingerprint, DateTimeOffset startedAt) =>
        startedAt.UtcDateTime.ToString("yyyyMMdd'T'HHmmssfffffff'Z'", CultureInfo.InvariantCulture) + "-" + fingerprint;

    internal void Add(SloAlertTransition transition)
    {
        var id = IdOf(transition.Fingerprint, transition.StartedAt);
        lock (_gate)
        {
            SloIncident incident = (_byId.GetValueOrDefault(id) ?? Begin(id, transition)) with
            {
                EndedAt = transition.After is null ? transition.At : null,
                Resolution = transition.Resolution,
            };
            incident = transition.After is { } severity
                ? With(incident, new(transition.At, severity) { Cause = transition.Cause }) : incident;
            Put(transition.Status is { } status ? Measure(incident, status, transition.At) : incident with { AsOf = transition.At });
            if (transition.Explanation is { } explanation)
            {
                _unexplained[id] = IncidentContributors.Waiting(_unexplained.GetValueOrDefault(id) ?? [], explanation);
            }
        }
    }

    /// <summary>Computes the contributors of incidents whose alert changed since: not under the lock, for which the evaluation would
    /// wait. What fails is tried again by the next call.</summary>
    internal void Explain()
    {
        KeyValuePair<string, DeferredAttribution[]>[] waiting;
        lock (_gate)
        {
            waiting = _unexplained.Count == 0 ? [] : [.. _unexplained.Take(MostExplained)];
        }

        foreach ((string id, DeferredAttribution[] explanations) in waiting)
        {
            (DeferredAttribution From, SloAttribution? Found)[] found = [.. explanations.Select(one => (one, one.Value))];
            var isSettled = explanations.All(one => one.IsSettled);
            lock (_gate)
            {
                // Another reader may have been faster, or the alert may have changed once more.
                if (isSettled && _unexplained.TryGetValue(id, out DeferredAttribution[]? now) && now == explanations)
                {
                    _unexplained.Remove(id);
                    if (_byId.TryGetValue(id, out SloIncident? incident))
                    {
                        Take(incident, found);
                    }
                }
            }
        }
    }

    /// <summary>Takes what an incident that lasts has become from a status of its alert.</summary>
    internal void Observe(SloStatus status)
    {
        if (status.Alert is not { Severity: not null, StartedAt: { } startedAt } alert)
        {
            return;
        }

        lock (_gate)
        {
            if (_byId.TryGetValue(IdOf(alert.Fingerprint, startedAt), out SloIncident? incident) && incident.EndedAt is null
                && status.AsOf > incident.AsOf)
            {
                Put(Measure(incident, status, status.AsOf));
            }
        }
    }

    /// <summary>
    /// Adds incidents of earlier processes. An open one that no alert continues is closed as of the last evaluation that saw it; if its
    /// objective returns, it is open again.
    /// </summary>
    internal void Restore(IEnumerable<SloIncident> incidents)
    {
        lock (_gate)
        {
            foreach (SloIncident incident in incidents.OrderBy(one => one.EndedAt ?? one.AsOf))
            {
                Put(_byId.TryGetValue(incident.Id, out SloIncident? own) ? Join(incident, own)
                    : incident.EndedAt is null ? incident with { EndedAt = incident.AsOf, Resolution = SloAlertResolution.Stopped }
                    : incident);
            }
        }
    }

    private static SloIncident Begin(string id, SloAlertTransition transition) => new()
    {
        Id = id,
        Name = transition.Name,
        Group = transition.Group,
        Service = transition.Service,
        Owner = transition.Owner,
        Fingerprint = transition.Fingerprint,
        Labels = transition.Labels,
        StartedAt = transition.StartedAt,
        AsOf = transition.At,
        Cause = transition.Cause,
        Severities = [new(transition.StartedAt, transition.After ?? transition.Before ?? default)],
    };

    private static SloIncident Measure(SloIncident incident, SloStatus status, DateTimeOffset at) => incident with
    {
        AsOf = at,
        Events = status.Alert.IncidentEvents ?? incident.Events,
        BudgetSpentRatio = status.Alert.BudgetSpentRatio ?? incident.BudgetSpentRatio,
        PeakBurnRate = Higher(status.Alert.PeakBurnRate, incident.PeakBurnRate),
    };

    private static SloIncident Join(SloIncident earlier, SloIncident own)
    {
        SloIncident joined = earlier;
        foreach (SloIncidentSeverity severity in own.Severities)
        {
            joined = With(joined, severity.At > earlier.AsOf ? severity : severity with { At = earlier.AsOf });
        }

        return own with
        {
            Severities = joined.Severities,
            Labels = earlier.Labels.Count > 0 ? earlier.Labels : own.Labels,
            Cause = earlier.Cause,
            PeakBurnRate = Higher(earlier.PeakBurnRate, own.PeakBurnRate),
            Contributors = own.Contributors.Count > 0 ? own.Contributors : earlier.Contributors,
        };
    }

    private static SloIncident With(SloIncident incident, SloIncidentSeverity next)
    {
        if (incident.Severities[^1].Severity == next.Severity)
        {
            return incident;
        }

        // The first says how it began, and the last how it is.
        IEnumerable<SloIncidentSeverity> kept = incident.Severities.Count < SloIncident.MostSeverities
            ? incident.Severities : incident.Severities.Skip(2).Prepend(incident.Severities[0]);
        return incident with { Severities = [.. kept, next] };
    }

    private static double? Higher(double? one, double? other) => one is null || other > one ? other : one;

    private void Take(SloIncident incident, (DeferredAttribution From, SloAttribution? Found)[] found)
    {
        foreach ((DeferredAttribution from, SloAttribution? one) in found)
        {
            if (from.IsOfEscalation && one is { Contributors: [var first, ..] })
            {
                _escalations[incident.Id] = first;
            }

            incident = IncidentContributors.With(incident, one, from.IsOfEscalation, _escalations.GetValueOrDefault(incident.Id));
        }

        _byId[incident.Id] = incident;
        if (incident.EndedAt is not null)
        {
            _escalations.Remove(incident.Id);
        }
    }

    private void Put(SloIncident incident)
    {
        var hadEnded = _byId.TryGetValue(incident.Id, out SloIncident? before) && before.EndedAt is not null;
        _byId[incident.Id] = incident;
        if (incident.EndedAt is null || hadEnded)
        {
            return;
        }

        _ended.Enqueue(incident.Id);
        while (_ended.Count > Kept)
        {
            var oldest = _ended.Dequeue();
            if (_byId.TryGetValue(oldest, out SloIncident? dropped) && dropped.EndedAt is not null)
            {
                _byId.Remove(oldest);
                _unexplained.Remove(oldest);
                _escalations.Remove(oldest);
            }
        }
    }
}
