namespace Slo.Hosting.Incidents;

/// <summary>The data of an incident in a notification. Immutable.</summary>
/// <param name="Id">The id of the incident.</param>
/// <param name="Route">Category, queue, owner and first response.</param>
/// <param name="Acknowledgement">Who acknowledged it and when, in a few words; null: it is not acknowledged.</param>
internal sealed record NotifiedIncident(string Id, SloIncidentRoute Route, string? Acknowledgement);
