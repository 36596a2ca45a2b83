using System.Text;

namespace Slo.Dashboard;

/// <summary>
/// Scripts and styles without indentation, empty lines and lines that are only a comment: what people need to read them, and browsers do
/// not. Their texts never span lines, which a test checks.
/// </summary>
internal static class CompactAsset
{
    internal static byte[] Of(string name, byte[] content)
    {
        if (Path.GetExtension(name) is not (".js" or ".css"))
        {
            return content;
        }

        StringBuilder text = new(content.Length);
        foreach (var line in Encoding.UTF8.GetString(content).Split('\n').Select(line => line.Trim()).Where(line => !IsComment(line)))
        {
            text.Append(line).Append('\n');
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static bool IsComment(string line) => line.Length == 0 || line.StartsWith("//", StringComparison.Ordinal)
        || (line.StartsWith("/*", StringComparison.Ordinal) && line[2] != '!'
            && line.IndexOf("*/", StringComparison.Ordinal) == line.Length - 2);
}
