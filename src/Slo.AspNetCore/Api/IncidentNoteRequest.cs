namespace Slo.AspNetCore.Api;

/// <summary>JSON: an acknowledgement of an incident, or a comment on it.</summary>
/// <param name="Text">The comment; optional for an acknowledgement.</param>
/// <param name="By">The author; absent: the account of the request.</param>
internal sealed record IncidentNoteRequest(string? Text = null, string? By = null)
{
    /// <summary>The error of the request; null: none.</summary>
    internal string? Fault(bool needsText) =>
        needsText && string.IsNullOrWhiteSpace(Text) ? "text is required, for example {\"text\":\"rolled back to v1.4.1\"}."
        : Text?.Length > SloLedgerEntry.LongestText
            ? FormattableString.Invariant($"text has {Text.Length} characters; at most {SloLedgerEntry.LongestText} are kept.")
        : By?.Length > SloLedgerEntry.LongestActor
            ? FormattableString.Invariant($"by has {By.Length} characters; at most {SloLedgerEntry.LongestActor} are kept.") : null;
}
