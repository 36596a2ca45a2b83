using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Slo.AsCode.Reading;

/// <summary>JSON inside a text: objects of texts, and the fields of a metric source besides its query.</summary>
internal static class JsonTexts
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

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
