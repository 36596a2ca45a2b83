using System.Text.Json;

namespace Canary;

/// <summary>An entry of the ledger about the reaction.</summary>
internal sealed record AuditEntry(DateTimeOffset At, string Outcome, string Text)
{
    internal static AuditEntry Of(JsonElement entry)
    {
        JsonElement details = entry.GetProperty("details");
        var text = Detail(details, "action") is { } action
            ? $"{action}: {Detail(details, "result")}"
            : entry.GetProperty("reason").GetString() ?? "";
        return new AuditEntry(entry.GetProperty("at").GetDateTimeOffset(), Detail(details, "outcome") ?? "", text);
    }

    private static string? Detail(JsonElement details, string key) =>
        details.TryGetProperty(key, out JsonElement value) ? value.GetString() : null;
}
