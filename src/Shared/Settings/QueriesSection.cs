using System.Text.Json;

namespace Slo.Shared.Settings;

/// <summary>Writes an objective's "Queries".</summary>
internal static class QueriesSection
{
    internal static void Write(QueryIndicator queries, Utf8JsonWriter json)
    {
        json.WriteStartObject("Queries");
        json.WriteString("Source", queries.Source);
        Text(json, "DataSource", queries.DataSource);
        Text(json, "Good", queries.Good);
        Text(json, "Bad", queries.Bad);
        Text(json, "Total", queries.Total);
        if (queries.IsCounter)
        {
            json.WriteBoolean("Counter", true);
        }

        Text(json, "Threshold", queries.Threshold);
        Text(json, "Comparison", queries.Comparison?.ToString());
        if (queries.Limit is { } limit)
        {
            DecimalNumber.Write(json, "Limit", limit);
        }

        Text(json, "Raw", queries.Raw);
        if (queries.IsRawBad)
        {
            json.WriteBoolean("RawBad", true);
        }

        Text(json, "Settings", queries.Settings);
        json.WriteEndObject();
    }

    private static void Text(Utf8JsonWriter json, string key, string? value)
    {
        if (value is not null)
        {
            json.WriteString(key, value);
        }
    }
}
