using System.Text.RegularExpressions;

namespace Slo.AsCode.Prometheus;

/// <summary>Matchers of PromQL as a person writes them: whether Prometheus would load a selector with these besides our own.</summary>
internal static partial class Matchers
{
    private const string Space = @"[ \t\n]*";

    // A name between quotes is for Prometheus 3. The metric's name is taken: a second one is refused.
    private const string Name = """(?!"?__name__"?[ \t\n]*[=!])(?:[A-Za-z_][A-Za-z0-9_]*|"[^"\\\n]+")""";

    // As in Go: an escape that is not known is an error, which a pattern meets soon ("\d" must be "\\d", or stand in backticks).
    private const string Escape =
        """\\(?:[abfnrtv\\]|x[0-9A-Fa-f]{2}|[0-3][0-7]{2}|u[0-9A-Fa-f]{4}|U00(?:0[0-9A-Fa-f]|10)[0-9A-Fa-f]{4})""";

    private const string Text = $"""(?:"(?:[^"\\\n]|\\"|{Escape})*"|'(?:[^'\\\n]|\\'|{Escape})*'|`[^`]*`)""";

    private const string Matcher = $@"{Name}{Space}(?:=~|!~|!=|=){Space}{Text}";

    internal static bool AreLegal(string text) => Legal().IsMatch(text);

    [GeneratedRegex($@"\A{Space}{Matcher}(?:{Space},{Space}{Matcher})*{Space},?{Space}\z")]
    private static partial Regex Legal();
}
