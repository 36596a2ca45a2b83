using System.Text.Json;
using System.Text.Json.Serialization;

namespace Slo.AspNetCore.Api;

/// <summary>Reads an instant. Without an offset it is UTC, as in queries, and not in the time zone of the machine.</summary>
internal sealed class InstantConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String || !reader.TryGetDateTime(out DateTime local)
            || !reader.TryGetDateTimeOffset(out DateTimeOffset instant))
        {
            throw new JsonException("must be an RFC 3339 time, for example 2026-01-01T00:00:00Z.");
        }

        return local.Kind == DateTimeKind.Unspecified ? new DateTimeOffset(local, TimeSpan.Zero) : instant;
    }

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value);
}
