using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Slo.AsCode.Reading;

/// <summary>JSON inside a text: objects of texts, and the fields of a metric source besides its query.</summary>
internal static class JsonTexts
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static Dictionary<string, string>? TryRead(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 2 });
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                return null;
            }

            Dictionary<string, string> texts = new(StringComparer.Ordinal);
            foreach (JsonProperty property in document.RootElement.EnumerateObject())
            {
                if (property.Value.ValueKind != JsonValueKind.String)
                {
                    return null;
                }

                texts[property.Name] = property.Value.GetString()!;
            }

            return texts;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>A JSON object, keys in order.</summary>
    internal static string Write(IEnumerable<KeyValuePair<string, string>> texts) => Write(json =>
    {
        json.WriteStartObject();
        foreach ((string key, string value) in texts.OrderBy(text => text.Key, StringComparer.Ordinal))
        {
            json.WriteString(key, value);
        }

        json.WriteEndObject();
    });

    internal static string Write(Action<Utf8JsonWriter> write)
    {
        using MemoryStream bytes = new();
        using (Utf8JsonWriter json = new(bytes, Options))
        {
            write(json);
        }

        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }
}
