using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Slo.Cli.Infrastructure;

/// <summary>One indented JSON document as the result of a verb.</summary>
internal static class JsonResult
{
    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <param name="output">Where it goes.</param>
    /// <param name="members">Writes the members of the document's object.</param>
    internal static void Write(TextWriter output, Action<Utf8JsonWriter> members)
    {
        using MemoryStream buffer = new();
        using (Utf8JsonWriter json = new(buffer, Options))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        output.WriteLine(Encoding.UTF8.GetString(buffer.GetBuffer().AsSpan(0, (int)buffer.Length)));
    }
}
