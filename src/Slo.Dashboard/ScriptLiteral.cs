using System.Text;

namespace Slo.Dashboard;

/// <summary>Where the texts, templates and regular expressions of a script end.</summary>
internal static class ScriptLiteral
{
    /// <param name="line">A line of a script.</param>
    /// <param name="start">Where something begins.</param>
    /// <param name="before">What is before it, without spaces that separate nothing.</param>
    /// <returns>Its end; <paramref name="start"/> if no literal begins there.</returns>
    internal static int EndAt(string line, int start, StringBuilder before) => start >= line.Length ? start : line[start] switch
    {
        '\'' or '"' => TextEnd(line, start),
        '`' => TemplateEnd(line, start),
        '/' when IsExpression(before.ToString()) => ExpressionEnd(line, start),
        _ => start,
    };

    private static int TextEnd(string line, int start)
    {
        var i = start + 1;
        while (line[i] != line[start])
        {
            i += line[i] == '\\' ? 2 : 1;
        }

        return i + 1;
    }

    private static int TemplateEnd(string line, int start)
    {
        var i = start + 1;
        while (line[i] != '`')
        {
            i = line[i] == '$' && line[i + 1] == '{' ? PlaceEnd(line, i + 2) : i + (line[i] == '\\' ? 2 : 1);
        }

        return i + 1;
    }

    // Of an expression in a template, which has texts and templates itself.
    private static int PlaceEnd(string line, int start)
    {
        var depth = 1;
        var i = start;
        while (depth > 0)
        {
            depth += line[i] switch { '{' => 1, '}' => -1, _ => 0 };
            i = line[i] switch { '\'' or '"' => TextEnd(line, i), '`' => TemplateEnd(line, i), _ => i + 1 };
        }

        return i;
    }

    private static int ExpressionEnd(string line, int start)
    {
        var isClass = false;
        var i = start + 1;
        while (isClass || line[i] != '/')
        {
            isClass = line[i] switch { '[' => true, ']' => false, _ => isClass };
            i += line[i] == '\\' ? 2 : 1;
        }

        return i + 1;
    }

    // A slash after a value divides; at any other place an expression begins.
    private static bool IsExpression(string before)
    {
        var last = before.TrimEnd();
        return last.Length == 0 || "(,=:?[!&|{};>".Contains(last[^1], StringComparison.Ordinal)
            || last.EndsWith("return", StringComparison.Ordinal);
    }
}
