using System.Threading.Channels;
using Slo.Hosting.Alerting;

namespace Slo.Hosting.Fleet;

/// <summary>
/// The alerts of the fleet while this instance leads. The store has the state of each alert and the receivers that have been notified. A
/// change is written to the store before it is posted, so the next leader can continue. One thread at a time.
/// </summary>
internal sealed class FleetAlerts(
    string set, SloFleet fleet, ISloFleetStore store, SloAlertDispatcher dispatcher, TimeSpan timeout, TimeProvider time)
{
    // An end that is older is not delivered any more: the receiver it was not delivered to may be a new one.
    private static readonly TimeSpan LongestTakeover = TimeSpan.FromMinutes(15);

    // Why events are bad is worth a moment; an alert is worth more.
    internal static readonly TimeSpan LongestReading = TimeSpan.FromMilliseconds(300);

    private const int Waits = 6;
    private static readonly TimeSpan Wait = TimeSpan.FromMilliseconds(50);

    private readonly SloRegistry _registry = fleet.Registry;
    private readonly ChannelReader<SloAlertTransition> _changes = fleet.Registry.SubscribeToAlerts();
    private readonly Dictionary<string, SloAlertTransition> _last = new(StringComparer.Ordinal);

    private readonly HashSet<string> _refused = new(StringComparer.Ordinal);

    // Null unless this instance leads.
    private Dictionary<string, SloFleetAlert>? _known;

    // The alerts that fire, by fingerprint: receivers that are added later are notified of them too. Any thread reads it.
    private volatile HashSet<string> _firing = [];

    /// <summary>Whether this instance delivers an alert that fires. Any thread.</summary>
    internal bool Delivers(SloAlertTransition transition) => _firing.Contains(transition.Fingerprint);

    /// <summary>Whether a receiver has not been notified of an alert yet.</summary>
    internal bool IsPending => _known is { } known && known.Values.Where(IsCurrent).Any(
        alert => dispatcher.Pending(alert.Fingerprint).Any(receiver => receiver.IsPending));

    /// <summary>Stops delivering: the instance does not lead.</summary>
    internal void Follow()
    {
        Drain();
        _firing = [];
        if (_known is not null)
        {
            // The next leader repeats and ends these alerts.
            dispatcher.Forget(transition => transition.Scope == SloScope.Fleet && transition.Set == set);
            _known = null;
        }
    }

    /// <summary>Brings the store and the receivers up to date with the alerts.</summary>
    /// <param name="isPartial">Whether too few instances report for an alert to fire or escalate.</param>
    /// <param name="cancellationToken">Cancels the calls of the store.</param>
    /// <returns>False if another instance leads.</returns>
    internal async Task<bool> LeadAsync(bool isPartial, CancellationToken cancellationToken)
    {
        Drain();
        var isNew = _known is null;
        if (_known is null)
        {
            IReadOnlyList<SloFleetAlert> alerts = await store.ReadAlertsAsync(set, cancellationToken).ConfigureAwait(false);
            _known = alerts.ToDictionary(alert => alert.Fingerprint, StringComparer.Ordinal);
            _firing = [.. alerts.Where(alert => alert.Severity is not null).Select(alert => alert.Fingerprint)];
        }

        SloFleetAlert[] changed = [.. Current().Where(alert => IsChange(alert, isPartial)).Select(WithBefore)];
        if (!await WriteAsync(changed, cancellationToken).ConfigureAwait(false))
        {
            return false;
        }

        // A new leader posts all of them: the one before may have ended before it notified every receiver.
        SloFleetAlert[] posted = isNew ? [.. _known.Values.Where(IsCurrent)] : changed;
        await ReadBadEventsAsync(posted, cancellationToken).ConfigureAwait(false);
        foreach (SloFleetAlert alert in posted)
        {
            Post(alert);
        }

        // If this process ended before it recorded the receivers, the next leader would notify them again.
        for (var wait = 0; wait < Waits && changed.Length > 0 && IsPending; wait++)
        {
            await Task.Delay(Wait, time, cancellationToken).ConfigureAwait(false);
        }

        return await WriteAsync([.. _known.Values.Where(IsCurrent).Select(Notified).OfType<SloFleetAlert>()], cancellationToken)
            .ConfigureAwait(false);
    }

    // What explains the alerts that fire or have become more severe. Those beyond are explained when they are read.
    private async Task ReadBadEventsAsync(SloFleetAlert[] posted, CancellationToken cancellationToken)
    {
        SloObjective[] objectives =
        [
            .. posted.Where(alert => Rank(alert.Severity) > Rank(alert.Before)).OrderByDescending(alert => alert.Severity)
                .Select(alert => _registry.TryGet(alert.Objective, out SloTracker? tracker) ? tracker.Objective : null)
                .OfType<SloObjective>().Take(FleetBadEvents.MostObjectives),
        ];
        TimeSpan longest = timeout / 4 < LongestReading ? timeout / 4 : LongestReading;
        await fleet.BadEvents.ReadAsync(objectives, longest, cancellationToken).ConfigureAwait(false);
    }

    private void Drain()
    {
        while (_changes.TryRead(out SloAlertTransition? change))
        {
            _last[change.Fingerprint] = change;
        }
    }

    // The alerts that fire, and the ends of those that fired.
    private IEnumerable<SloFleetAlert> Current()
    {
        Dictionary<string, SloFleetAlert> firing = new(StringComparer.Ordinal);
        foreach (SloAlertTransition transition in FiringAlerts.Of(_registry))
        {
            firing[transition.Fingerprint] = new(
                transition.Fingerprint, transition.Name, transition.After, null, transition.StartedAt, transition.At, []);
        }

        return
        [
            .. firing.Values,
            .. _known!.Values.Where(alert => alert.Severity is not null && !firing.ContainsKey(alert.Fingerprint))
                .Select(alert => alert with { Severity = null, At = EndOf(alert), NotifiedReceivers = [] }),
        ];
    }

    // By the clock of the store, like the instants of alerts.
    private bool IsCurrent(SloFleetAlert alert) => alert.Severity is not null || alert.At > Now - LongestTakeover;

    private DateTimeOffset Now => _registry.Trackers.Max(tracker => tracker.FedUntil) ?? time.GetUtcNow();

    private DateTimeOffset EndOf(SloFleetAlert alert) =>
        _last.TryGetValue(alert.Fingerprint, out SloAlertTransition? last) && last.After is null ? last.At : Now;

    private bool IsChange(SloFleetAlert alert, bool isPartial)
    {
        AlertSeverity? before = _known!.GetValueOrDefault(alert.Fingerprint)?.Severity;
        return alert.Severity != before && !(isPartial && Rank(alert.Severity) > Rank(before));
    }

    private static int Rank(AlertSeverity? severity) => severity is { } some ? (int)some : -1;

    private SloFleetAlert WithBefore(SloFleetAlert alert) =>
        alert with { Before = _known!.GetValueOrDefault(alert.Fingerprint)?.Severity };

    private async Task<bool> WriteAsync(SloFleetAlert[] alerts, CancellationToken cancellationToken)
    {
        if (alerts.Length == 0)
        {
            return true;
        }

        if (!await store.WriteAlertsAsync(set, alerts, cancellationToken).ConfigureAwait(false))
        {
            return false;
        }

        foreach (SloFleetAlert alert in alerts)
        {
            _known![alert.Fingerprint] = alert;
        }

        _firing = [.. _known!.Values.Where(alert => alert.Severity is not null).Select(alert => alert.Fingerprint)];
        return true;
    }

    private void Post(SloFleetAlert alert)
    {
        // A receiver with repeated notifications regards an alert as ended when it is no longer repeated.
        HashSet<string> wanted = new(
            dispatcher.Pending(alert.Fingerprint)
                .Where(receiver => (receiver.IsRepeated && alert.Severity is not null)
                    || !alert.NotifiedReceivers.Contains(receiver.Name, StringComparer.OrdinalIgnoreCase))
                .Select(receiver => receiver.Name),
            StringComparer.OrdinalIgnoreCase);
        if (wanted.Count > 0 && !dispatcher.Post(TransitionOf(alert), wanted.Contains))
        {
            _refused.Add(alert.Fingerprint);
        }
        else
        {
            _refused.Remove(alert.Fingerprint);
        }
    }

    // Null if no other receiver has been notified. An alert that could not be posted, because the host stops, has notified no receiver.
    private SloFleetAlert? Notified(SloFleetAlert alert)
    {
        if (_refused.Contains(alert.Fingerprint))
        {
            return null;
        }

        string[] notified =
            [.. dispatcher.Pending(alert.Fingerprint).Where(receiver => !receiver.IsPending).Select(receiver => receiver.Name)];
        return notified.Except(alert.NotifiedReceivers, StringComparer.OrdinalIgnoreCase).Any()
            ? alert with { NotifiedReceivers = [.. alert.NotifiedReceivers.Union(notified, StringComparer.OrdinalIgnoreCase)] }
            : null;
    }

    private SloAlertTransition TransitionOf(SloFleetAlert alert)
    {
        if (_last.TryGetValue(alert.Fingerprint, out SloAlertTransition? last) && last.After == alert.Severity)
        {
            return last with { StartedAt = alert.StartedAt, Before = alert.Before };
        }

        // The alert changed before this process started, or its objective was removed.
        SloTracker? tracker = _registry.TryGet(alert.Objective, out SloTracker? found) ? found : null;
        return new SloAlertTransition
        {
            Kind = alert.Severity is null ? SloAlertTransitionKind.Resolved
                : alert.Before is null ? SloAlertTransitionKind.Fired
                : alert.Severity > alert.Before ? SloAlertTransitionKind.Escalated : SloAlertTransitionKind.Deescalated,
            At = alert.At,
            StartedAt = alert.StartedAt,
            Name = alert.Objective,
            Fingerprint = alert.Fingerprint,
            Set = set,
            Scope = SloScope.Fleet,
            After = alert.Severity,
            Before = alert.Before,
            Service = tracker?.Objective.Service,
            Owner = tracker?.Objective.Owner,
            Labels = tracker?.Objective.Labels ?? new Dictionary<string, string>(),
            Annotations = tracker?.Objective.Annotations ?? new Dictionary<string, string>(),
            Resolution = alert.Severity is null ? tracker is null ? SloAlertResolution.Removed : SloAlertResolution.Recovered : null,
            Status = tracker?.Status,
        };
    }
}
