using System.Text.Json;
using Slo.Cli.Infrastructure;

namespace Slo.Cli.History;

/// <summary>Entries of the ledger, exclusions and overrides as the JSON API has them.</summary>
internal static class LedgerJson
{
    internal static void Write(Utf8JsonWriter json, SloLedgerEntry entry)
    {
        json.WriteNumber("id", entry.Id);
        json.WriteString("at", entry.At);
        json.WriteString("kind", JsonNamingPolicy.CamelCase.ConvertName(entry.Kind.ToString()));
        json.WriteStringOrNull("objective", entry.Objective);
        json.WriteStringOrNull("actor", entry.Actor);
        json.WriteStringOrNull("reason", entry.Reason);
        json.WriteStartObject("details");
        foreach ((string key, string value) in entry.Details.OrderBy(detail => detail.Key, StringComparer.Ordinal))
        {
            json.WriteString(key, value);
        }

        json.WriteEndObject();
    }

    internal static void Write(Utf8JsonWriter json, SloExclusion exclusion)
    {
        json.WriteStringOrNull("id", exclusion.Id);
        json.WriteStringOrNull("objective", exclusion.Objective);
        json.WriteString("when", exclusion.When.ToString());
        json.WriteStringOrNull("owner", exclusion.Owner);
        json.WriteStringOrNull("reason", exclusion.Reason);
    }

    internal static void Write(Utf8JsonWriter json, SloTargetOverride change)
    {
        json.WriteStringOrNull("id", change.Id);
        json.WriteString("objective", change.Objective);
        json.WriteNumber("targetRatio", change.TargetRatio);
        json.WriteString("from", change.From);
        json.WriteString("to", change.To);
        json.WriteStringOrNull("owner", change.Owner);
        json.WriteStringOrNull("reason", change.Reason);
    }

    /// <exception cref="FormatException">It is no entry, or one of a kind that is not known here.</exception>
    internal static SloLedgerEntry Entry(JsonElement json)
    {
        SloLedgerEntry entry = new()
        {
            Id = json.GetProperty("id").GetInt64() is > 0 and var id ? id : throw new FormatException("id must be above 0"),
            At = Instant(json, "at"),
            Kind = Kind(Needed(json, "kind")),
            Objective = Text(json, "objective", SloLedgerEntry.LongestText),
            Actor = Text(json, "actor", SloLedgerEntry.LongestActor),
            Reason = Text(json, "reason", SloLedgerEntry.LongestText),
        };
        if (!json.TryGetProperty("details", out JsonElement details) || details.ValueKind == JsonValueKind.Null)
        {
            return entry;
        }

        var all = details.EnumerateObject().ToDictionary(
            detail => detail.Name, detail => Text(details, detail.Name, SloLedgerEntry.LongestText)
                ?? throw new FormatException($"details.{SloText.OneLine(detail.Name, 61)} must be a text"), StringComparer.Ordinal);
        return all.Count <= SloLedgerEntry.MostDetails
            ? entry with { Details = all }
            : throw new FormatException($"details must have at most {SloLedgerEntry.MostDetails} members");
    }

    /// <exception cref="FormatException">It is no exclusion.</exception>
    internal static SloExclusion Exclusion(JsonElement json) => new()
    {
        Id = Text(json, "id"),
        Objective = Text(json, "objective"),
        When = SloSchedule.TryParse(Needed(json, "when"), out SloSchedule? when) is { } fault
            ? throw new FormatException($"when: {fault.Message}") : when!,
        Owner = Text(json, "owner"),
        Reason = Text(json, "reason"),
    };

    /// <exception cref="FormatException">It is no override.</exception>
    internal static SloTargetOverride Override(JsonElement json) => new()
    {
        Id = Text(json, "id"),
        Objective = Needed(json, "objective"),
        TargetRatio = json.GetProperty("targetRatio").GetDecimal(),
        From = Instant(json, "from"),
        To = Instant(json, "to"),
        Owner = Text(json, "owner"),
        Reason = Text(json, "reason"),
    };

    private static SloLedgerEntryKind Kind(string text) =>
        Array.Find(Enum.GetNames<SloLedgerEntryKind>(), name => JsonNamingPolicy.CamelCase.ConvertName(name) == text) is { } name
        ? Enum.Parse<SloLedgerEntryKind>(name)
        : throw new FormatException($"kind '{SloText.OneLine(text, 61)}' is not known to this version of the tool; use a later one");

    private static DateTimeOffset Instant(JsonElement json, string name) =>
        json.GetProperty(name).TryGetDateTimeOffset(out DateTimeOffset at)
        ? at.ToUniversalTime()
        : throw new FormatException($"{name} must be a time, for example 2026-01-01T00:00:00Z");

    private static string Needed(JsonElement json, string name) =>
        Text(json, name) ?? throw new FormatException($"{name} is missing");

    private static string? Text(JsonElement json, string name, int longest = int.MaxValue) =>
        !json.TryGetProperty(name, out JsonElement text) || text.GetString() is not { } value ? null
        : value.Length <= longest ? value : throw new FormatException($"{name} must have at most {longest} characters");
}
