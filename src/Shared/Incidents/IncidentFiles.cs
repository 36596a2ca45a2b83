namespace Slo.Shared.Incidents;

/// <summary>Puts together what is known of an incident.</summary>
internal static class IncidentFiles
{
    /// <summary>Which entries of the ledger belong to an incident, apart from its notes.</summary>
    internal static SloLedgerQuery Query(SloIncident incident) => new()
    {
        From = incident.StartedAt - IncidentLimits.Lead,
        To = incident.EndedAt + IncidentLimits.Tail,
        Limit = IncidentLimits.MostRead,
    };

    /// <summary>Which entries of the ledger may be notes about an incident.</summary>
    internal static SloLedgerQuery Notes(SloIncident incident) => new()
    {
        From = incident.StartedAt,
        Objective = incident.Name,
        Kind = SloLedgerEntryKind.Incident,
        Limit = IncidentLimits.MostRead,
    };

    internal static bool IsNoteOf(SloLedgerEntry entry, SloIncident incident) =>
        IncidentWords.Detail(entry, SloLedgerDetails.Incident) == incident.Id;

    /// <summary>Whether a document has everything that must not be null.</summary>
    internal static bool IsWhole(IncidentFile file) =>
        (file.Id, file.Name, file.Severity, file.Severities, file.Labels, file.Comments, file.Timeline, file.Contributors)
            is (not null, not null, not null, not null, not null, not null, not null, not null)
        && file.Contributors.All(one => one?.IsWhole == true)
        && file.Timeline.All(one => one?.Text is not null) && file.Comments.All(one => one is not null);

    /// <param name="incident">The incident.</param>
    /// <param name="route">What the options make of it.</param>
    /// <param name="entries">The ledger around it, of all objectives.</param>
    /// <param name="notes">The notes about it, the oldest first.</param>
    /// <param name="isComplete">Whether these are all.</param>
    internal static IncidentFile Of(
        SloIncident incident, SloIncidentRoute route, IEnumerable<SloLedgerEntry> entries, IReadOnlyList<SloLedgerEntry> notes,
        bool isComplete)
    {
        SloLedgerEntry? first = notes.FirstOrDefault(IncidentWords.IsAcknowledgement);
        IncidentEvent[] all = Timeline(incident, entries, notes);
        var omitted = Math.Max(0, all.Length - IncidentLimits.MostEvents);
        IncidentFile file = new()
        {
            Id = incident.Id,
            Name = IncidentWords.Clean(incident.Name) ?? "",
            Group = IncidentWords.Clean(incident.Group),
            Service = IncidentWords.Clean(incident.Service),
            Owner = route.Owner,
            Category = route.Category,
            Queue = route.Queue,
            Severity = incident.Severity.Word(),
            StartedAt = incident.StartedAt,
            EndedAt = incident.EndedAt,
            AsOf = incident.AsOf,
            Resolution = incident.Resolution is { } resolution ? Word(resolution) : null,
            Cause = IncidentWords.Clean(incident.Cause),
            Severities = [.. incident.Severities.Select(one => new IncidentSeverityDocument(one.At, one.Severity.Word()))],
            PeakBurnRate = incident.PeakBurnRate,
            GoodEvents = incident.Events.Good,
            BadEvents = incident.Events.Bad,
            BudgetSpentRatio = incident.BudgetSpentRatio,
            Labels = incident.Labels.ToDictionary(label => SloText.OneLine(label.Key), label => SloText.OneLine(label.Value)),
            FirstResponse = route.FirstResponse,
            Acknowledgement = first is null ? null : IncidentNoteDocument.Of(first),
            Comments = [.. notes.Where(note => note != first).Select(IncidentNoteDocument.Of)],
            Contributors = [.. incident.Contributors.Take(SloIncident.MostContributors).Select(ContributorDocument.Of)],
            Timeline = omitted == 0 ? all : [.. all.Take(IncidentLimits.MostEvents / 2), .. all.TakeLast(IncidentLimits.MostEvents / 2)],
            Omitted = omitted,
            IsComplete = isComplete,
            Summary = null,
        };
        return file with { Summary = file.EndedAt is null ? null : IncidentSummary.Write(file) };
    }

    private static IncidentEvent[] Timeline(
        SloIncident incident, IEnumerable<SloLedgerEntry> entries, IReadOnlyList<SloLedgerEntry> notes) =>
    [
        .. Transitions(incident).Concat(entries
            .Where(entry => entry.Kind is not (SloLedgerEntryKind.PeriodClosed or SloLedgerEntryKind.Incident) && IsAbout(entry, incident))
            .Concat(notes).OrderBy(entry => entry.Id)
            .Select(entry => new IncidentEvent(
                entry.At, IncidentWords.Kind(entry.Kind), IncidentWords.Text(entry), IncidentWords.Clean(entry.Actor),
                IncidentWords.Clean(entry.Reason))))
            .OrderBy(one => one.At),
    ];

    private static bool IsAbout(SloLedgerEntry entry, SloIncident incident) =>
        entry.Objective is null || entry.Objective.Equals(incident.Name, StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<IncidentEvent> Transitions(SloIncident incident)
    {
        AlertSeverity? before = null;
        foreach (SloIncidentSeverity step in incident.Severities)
        {
            var (kind, text) = before is null ? ("fired", $"Alert fired ({step.Severity.Word()})")
                : step.Severity > before ? ("escalated", $"Alert escalated to {step.Severity.Word()}")
                : ("deescalated", $"Alert fell back to {step.Severity.Word()}");
            yield return new(step.At, kind, text, null, IncidentWords.Clean(before is null ? incident.Cause : step.Cause));
            before = step.Severity;
        }

        if (incident.EndedAt is { } end)
        {
            yield return new(end, "resolved", incident.Resolution switch
            {
                SloAlertResolution.Stopped => "Process stopped while the alert fired",
                SloAlertResolution.Removed => "Alert was removed",
                _ => "Alert resolved",
            }, null, null);
        }
    }

    private static string Word(SloAlertResolution resolution) => resolution switch
    {
        SloAlertResolution.Recovered => "recovered",
        SloAlertResolution.Removed => "removed",
        _ => "stopped",
    };
}
