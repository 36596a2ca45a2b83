using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Slo.Hosting.Notifications;

/// <summary>How the bodies of all protocols are written.</summary>
internal static class NotificationJson
{
    /// <summary>For one context of generated code, which takes them over.</summary>
    internal static JsonSerializerOptions Options() => new(JsonSerializerDefaults.General)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,

        // Nothing here is put into a page, so letters stay letters.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
