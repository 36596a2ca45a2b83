using System.Text;
using System.Text.RegularExpressions;
using Slo.Cli.Definitions;

namespace Slo.Cli.Convert;

/// <summary>
/// What stands in OpenSLO files and is no part of any objective: services and data sources of their own, other targets of notifications than
/// page and ticket, comments. Looked for line by line, so that it has a place.
/// </summary>
internal static partial class LeftBehind
{
    internal static IEnumerable<(bool IsComment, string Text)> In(IEnumerable<string> paths) =>
        paths.Where(path => path != "-").SelectMany(Files).SelectMany(file => In(file, ReadLines(file)));

    internal static IEnumerable<(bool IsComment, string Text)> In(string file, IEnumerable<string> lines)
    {
        var number = 0;
        var comments = 0;
        foreach (var line in lines)
        {
            number++;
            if (line.TrimStart().StartsWith('#') && comments++ == 0)
            {
                yield return (true, FormattableString.Invariant($"{file}({number},{line.IndexOf('#', StringComparison.Ordinal) + 1}): comments"));
            }

            if (Kind().Match(line) is { Success: true } kind)
            {
                yield return (false, FormattableString.Invariant($"{file}({number},1): what the {kind.Groups[1].Value} says besides its name"));
            }

            if (Target().Match(line) is { Success: true } target)
            {
                yield return (false, FormattableString.Invariant($"{file}({number},{target.Groups[1].Index + 1}): the notification target '{target.Groups[1].Value}'"));
            }
        }
    }

    private static IEnumerable<string> Files(string path) => Directory.Exists(path)
        ? Directory.EnumerateFiles(path, "*", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 64, IgnoreInaccessible = true })
            .Where(JsonFiles.IsYamlName).Order(StringComparer.Ordinal)
        : JsonFiles.Matching(path).Where(file => JsonFiles.IsYamlName(file) && File.Exists(file));

    private static string[] ReadLines(string file) => File.ReadAllLines(file, Encoding.UTF8);

    [GeneratedRegex(@"^kind:\s*[""']?(Service|DataSource|AlertNotificationTarget)\b")]
    private static partial Regex Kind();

    [GeneratedRegex(@"^\s*(?:-\s+)?(?:targetRef|target):\s*[""']?(?!page\b|ticket\b)([A-Za-z][\w.-]*)")]
    private static partial Regex Target();
}
