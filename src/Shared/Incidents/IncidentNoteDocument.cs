namespace Slo.Shared.Incidents;

/// <summary>JSON: an acknowledgement, or a comment.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="By">Who; null: not known.</param>
/// <param name="Text">What was said; null: nothing.</param>
internal sealed record IncidentNoteDocument(DateTimeOffset At, string? By, string? Text)
{
    internal static IncidentNoteDocument Of(SloLedgerEntry entry) =>
        new(entry.At, IncidentWords.Clean(entry.Actor), IncidentWords.Clean(entry.Reason));
}
