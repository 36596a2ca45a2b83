namespace Slo;

/// <summary>Which incidents are wanted, the last to start first.</summary>
public sealed record SloIncidentQuery
{
    /// <summary>Incidents that lasted then or later, UTC; null: from the first one.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Incidents that started before then, UTC; null: to the last one.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Incidents of this objective and of its groups, whatever the case; null: of all.</summary>
    public string? Objective { get; init; }

    /// <summary>True: incidents that are open; false: those that have ended; null: both.</summary>
    public bool? IsOpen { get; init; }

    /// <summary>Incidents whose id is before this one, in ordinal order: the last one of the page before. Null: from the newest
    /// on.</summary>
    public string? Before { get; init; }

    /// <summary>How many at most; at least 1. Default 100.</summary>
    public int Limit { get; init; } = 100;

    /// <summary>Whether an incident is wanted, as far as <see cref="Limit"/> lets it.</summary>
    /// <param name="incident">The incident.</param>
    public bool IsFor(SloIncident incident)
    {
        ArgumentNullException.ThrowIfNull(incident);
        return (From is null || incident.EndedAt is null || incident.EndedAt >= From) && (To is null || incident.StartedAt < To)
            && (IsOpen is null || IsOpen == incident.EndedAt is null)
            && (Before is null || string.CompareOrdinal(incident.Id, Before) < 0)
            && (Objective is null || Objective.Equals(incident.Name, StringComparison.OrdinalIgnoreCase));
    }
}
