using System.Text.Json;

namespace Slo.Cli.Infrastructure;

/// <summary>Silence is null in JSON too: never NaN, never a member that is missing.</summary>
internal static class Utf8JsonWriterExtensions
{
    internal static void WriteNumberOrNull(this Utf8JsonWriter json, JsonEncodedText name, double? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    internal static void WriteNumberOrNull(this Utf8JsonWriter json, string name, double? value) =>
        json.WriteNumberOrNull(JsonEncodedText.Encode(name), value);

    internal static void WriteBooleanOrNull(this Utf8JsonWriter json, string name, bool? value)
    {
        if (value is { } answer)
        {
            json.WriteBoolean(name, answer);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    internal static void WriteStringOrNull(this Utf8JsonWriter json, string name, string? value)
    {
        if (value is null)
        {
            json.WriteNull(name);
        }
        else
        {
            json.WriteString(name, value);
        }
    }
}
