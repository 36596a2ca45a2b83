using System.Text.Json;

namespace Slo.Shared.Settings;

/// <summary>Writes an objective's "Instrument".</summary>
internal static class InstrumentSection
{
    internal static void Write(InstrumentIndicator source, Utf8JsonWriter json)
    {
        json.WriteStartObject("Instrument");
        json.WriteString("Meter", source.MeterName);
        json.WriteString("Name", source.InstrumentName);
        if (source.BadInstrumentName is { } bad)
        {
            json.WriteString("BadName", bad);
            if (source.IsBadIncluded)
            {
                json.WriteBoolean("BadIncluded", true);
            }
        }

        Tags(json, "Where", source.Where);
        Tags(json, "BadWhen", source.BadWhen);
        Tags(json, "IgnoreWhen", source.IgnoreWhen);
        Tags(json, "CancelledWhen", source.CancelledWhen);
        if (source.Timeout is { } timeout)
        {
            json.WriteString("Timeout", SloDuration.Format(timeout));
        }

        if (source.AtMost is { } most)
        {
            DecimalNumber.Write(json, "AtMost", most);
        }

        if (source.AtLeast is { } least)
        {
            DecimalNumber.Write(json, "AtLeast", least);
        }

        json.WriteEndObject();
    }

    private static void Tags(Utf8JsonWriter json, string key, IReadOnlyList<TagFilter> filters)
    {
        if (filters.Count > 0)
        {
            json.WriteStartObject(key);
            foreach (TagFilter filter in filters.DistinctBy(filter => filter.Key, StringComparer.OrdinalIgnoreCase))
            {
                json.WriteString(filter.Key, filter.Pattern);
            }

            json.WriteEndObject();
        }
    }
}
