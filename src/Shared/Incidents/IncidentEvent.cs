namespace Slo.Shared.Incidents;

/// <summary>JSON: a line of an incident's timeline.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="Kind">What: a change of the alert (<c>fired</c>, <c>escalated</c>, <c>deescalated</c>, <c>resolved</c>), or the kind of an
/// entry of the ledger.</param>
/// <param name="Text">What happened, one line.</param>
/// <param name="By">Who; null: not known.</param>
/// <param name="Reason">Why; null: not known.</param>
internal sealed record IncidentEvent(DateTimeOffset At, string Kind, string Text, string? By, string? Reason);
