namespace Slo.Hosting.Incidents;

/// <summary>The kinds of notes about an incident, as <see cref="SloLedgerDetails.Outcome"/>.</summary>
internal static class IncidentNote
{
    internal const string Acknowledged = "acknowledged";
    internal const string Commented = "commented";

    internal static bool IsAcknowledgement(SloLedgerEntry entry) =>
        entry.Details.GetValueOrDefault(SloLedgerDetails.Outcome) == Acknowledged;
}
