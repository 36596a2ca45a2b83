using System.Text.RegularExpressions;

namespace Slo.Cli.Init;

/// <summary>Names that code and OpenSLO both take, made of what people write.</summary>
internal static partial class Names
{
    internal static bool IsName(string text) => Pattern().IsMatch(text);

    internal static string Of(string text, string otherwise)
    {
        if (IsName(text))
        {
            return text;
        }

        var name = Others().Replace(text.ToLowerInvariant(), "-");
        name = name[..Math.Min(name.Length, 63)].Trim('-');
        return name.Length > 0 ? name : otherwise;
    }

    [GeneratedRegex("^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$")]
    private static partial Regex Pattern();

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex Others();
}
