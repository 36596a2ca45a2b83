namespace Slo;

/// <summary>Selects incidents. They are returned in descending order of their start.</summary>
public sealed record SloIncidentQuery
{
    /// <summary>Only incidents that were open at this time or later, UTC; null: no limit.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Only incidents that started before this time, UTC; null: no limit.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Only incidents of this objective and of its groups, compared without case; null: of all objectives.</summary>
    public string? Objective { get; init; }

    /// <summary>True: only open incidents; false: only closed ones; null: both.</summary>
    public bool? IsOpen { get; init; }

    /// <summary>Only incidents whose id is before this one, in ordinal order. For the next page, the last id of the previous page. Null:
    /// the first page.</summary>
    public string? Before { get; init; }

    /// <summary>The maximum number of incidents; at least 1. Default 100.</summary>
    public int Limit { get; init; } = 100;

    /// <summary>Whether an incident meets all conditions, without regard to <see cref="Limit"/>.</summary>
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
