namespace Slo.AspNetCore.Api;

/// <summary>JSON: an entry of the ledger. Its details are texts by key.</summary>
internal sealed record LedgerEntryDocument(
    long Id, DateTimeOffset At, SloLedgerEntryKind Kind, string? Objective, string? Actor, string? Reason,
    IReadOnlyDictionary<string, string> Details)
{
    internal static LedgerEntryDocument Of(SloLedgerEntry entry) =>
        new(entry.Id, entry.At, entry.Kind, entry.Objective, entry.Actor, entry.Reason, entry.Details);
}
