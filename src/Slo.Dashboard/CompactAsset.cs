using System.Text;

namespace Slo.Dashboard;

/// <summary>
/// Scripts and styles without indentation, comments, and the spaces and line breaks that separate nothing: people need them to read, and
/// browsers do not. Their texts never span lines, which a test checks, and each statement ends with a semicolon or a block. The bundled
/// script is compact already.
/// </summary>
internal static class CompactAsset
{
    internal static byte[] Of(string name, byte[] content)
    {
        if (Path.GetExtension(name) is not (".js" or ".css") || name == "uplot.js")
        {
            return content;
        }

        var isScript = name.EndsWith(".js", StringComparison.Ordinal);
        StringBuilder text = new(content.Length);
        foreach (var line in Encoding.UTF8.GetString(content).Split('\n').Select(line => line.Trim()).Where(line => !IsComment(line)))
        {
            text.Append(isScript ? CompactLine.OfScript(line) : CompactLine.OfStyle(line));
            if (isScript && text.Length > 0 && !IsOpen(text[^1]))
            {
                text.Append('\n');
            }
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    // Where a statement goes on, or has ended by itself: no line break is needed to end it.
    private static bool IsOpen(char last) => last is ',' or ';' or '{' or '}' or '(' or '[';

    private static bool IsComment(string line) => line.Length == 0 || line.StartsWith("//", StringComparison.Ordinal)
        || (line.StartsWith("/*", StringComparison.Ordinal)
            && line.IndexOf("*/", StringComparison.Ordinal) == line.Length - 2);
}
