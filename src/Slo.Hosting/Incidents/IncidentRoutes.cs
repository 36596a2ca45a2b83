using System.Collections.Concurrent;
using System.Globalization;

namespace Slo.Hosting.Incidents;

/// <summary>For each set of a host, the incident options of the last valid configuration, and the ledger with the notes.</summary>
internal sealed class IncidentRoutes
{
    private static readonly SloIncidentOptions None = new();

    private readonly ConcurrentDictionary<string, SloIncidentOptions> _sets = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, SloLedger> _ledgers = new(StringComparer.Ordinal);

    /// <summary>The options of a set.</summary>
    internal SloIncidentOptions this[string set]
    {
        get => _sets.GetValueOrDefault(set, None);
        set => _sets[set] = value;
    }

    /// <summary>Reads the notes of a set from this ledger.</summary>
    internal void Follow(string set, SloLedger ledger) => _ledgers[set] = ledger;

    /// <summary>The incident of an alert of an objective; null for other alerts, which have none.</summary>
    internal NotifiedIncident? Of(SloAlertTransition transition) => transition.Status is null ? null : new(
        transition.IncidentId, IncidentRouting.Route(this[transition.Set], IncidentRouting.Incident(transition)),
        Acknowledgement(transition));

    // Only from the newest entries of the ledger, which are in memory.
    private string? Acknowledgement(SloAlertTransition transition) =>
        _ledgers.GetValueOrDefault(transition.Set)?.Entries.FirstOrDefault(entry =>
            entry.Kind == SloLedgerEntryKind.Incident && IncidentNote.IsAcknowledgement(entry)
            && entry.Details.GetValueOrDefault(SloLedgerDetails.Incident) == transition.IncidentId) is { } note
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"by {SloText.OneLine(note.Actor ?? "an unknown person")} at {note.At.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC")
            : null;
}
