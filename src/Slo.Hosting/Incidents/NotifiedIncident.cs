namespace Slo.Hosting.Incidents;

/// <summary>What a notification says of the incident of its alert. Immutable.</summary>
/// <param name="Id">The incident.</param>
/// <param name="Route">Category, queue, owner and first response.</param>
/// <param name="Acknowledgement">Who acknowledged it and when, in a few words; null: nobody did.</param>
internal sealed record NotifiedIncident(string Id, SloIncidentRoute Route, string? Acknowledgement);
