using System.Text.Json;
using Slo.Cli.Infrastructure;
using Slo.Cli.Status;

namespace Slo.Cli.Policy;

/// <summary>The levels of policies as JSON, with the names of the API.</summary>
internal static class PolicyJson
{
    internal static void Write(TextWriter output, IEnumerable<PolicyRow> rows) => JsonResult.Write(output, json =>
    {
        json.WriteStartArray("levels");
        foreach (PolicyRow row in rows)
        {
            json.WriteStartObject();
            Write(json, row);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    private static void Write(Utf8JsonWriter json, PolicyRow row)
    {
        json.WriteString("policy", row.Policy);
        json.WriteString("level", row.Level);
        json.WriteString("objective", row.Objective);
        json.WriteBoolean("isInForce", row.IsInForce);
        json.WriteStartArray("actions");
        foreach (var action in row.Actions)
        {
            json.WriteStringValue(action);
        }

        json.WriteEndArray();
        if (row.Value is { } value)
        {
            json.WriteNumber("value", value);
        }
        else
        {
            json.WriteNull("value");
        }

        json.WriteNumber("limit", row.Limit);
        json.WriteNumber("end", row.End);
        json.WriteStringOrNull("since", row.Since is { } since ? Display.Iso(since) : null);
        json.WriteStringOrNull("until", row.Until is { } until ? Display.Iso(until) : null);
        json.WriteStringOrNull("whoMayOverride", row.WhoMayOverride);
        json.WriteString("reason", row.Reason);
    }
}
