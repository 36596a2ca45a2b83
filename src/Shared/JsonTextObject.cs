using System.Text.Json;

namespace Slo.Shared;

/// <summary>A JSON object whose values are texts, inside a text.</summary>
internal static class JsonTextObject
{
    /// <returns>The texts by key; null if the text is anything else.</returns>
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
}
