using System.Text;
using Slo.Cli.Definitions;
using YamlDotNet.RepresentationModel;

namespace Slo.Cli.Convert;

/// <summary>
/// What stands in OpenSLO files and not in what is written for the same objectives: names and descriptions of their parts, other targets of
/// notifications than page and ticket, services and data sources of their own, comments.
/// </summary>
internal static class LeftBehind
{
    internal static IEnumerable<(bool IsComment, string Text)> In(IEnumerable<string> paths, IReadOnlyList<SloObjective> objectives)
    {
        HashSet<string> written = [.. Documents(OpenSloWriter.Write(objectives, out _)).SelectMany(OpenSloFacts.Of).Select(fact => fact.Text)];
        foreach (var file in paths.Where(path => path != "-").SelectMany(Files))
        {
            var text = File.ReadAllText(file, Encoding.UTF8);
            if (JsonFiles.IsYamlName(file) && FirstComment(text) is { } place)
            {
                yield return (true, FormattableString.Invariant($"{file}({place.Line},{place.Column}): comments"));
            }

            foreach ((YamlNode node, string fact) in Documents(text).SelectMany(OpenSloFacts.Of).Where(fact => !written.Contains(fact.Text)))
            {
                yield return (false, FormattableString.Invariant($"{file}({node.Start.Line},{node.Start.Column}): {fact}"));
            }
        }
    }

    private static (int Line, int Column)? FirstComment(string text) => text.ReplaceLineEndings("\n").Split('\n')
        .Select((line, index) => (line, index)).Where(line => line.line.TrimStart().StartsWith('#'))
        .Select(line => ((int, int)?)(line.index + 1, line.line.IndexOf('#', StringComparison.Ordinal) + 1)).FirstOrDefault();

    // What cannot be read, or is too large or deep, was refused before.
    private static IEnumerable<YamlNode> Documents(string text)
    {
        YamlStream stream = [];
        using StringReader reader = new(text);
        stream.Load(reader);
        return stream.Documents.Select(document => document.RootNode).SelectMany(root => root is YamlSequenceNode ? root.Items() : [root]);
    }

    private static IEnumerable<string> Files(string path) => Directory.Exists(path)
        ? Directory.EnumerateFiles(path, "*", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 64, IgnoreInaccessible = true })
            .Where(JsonFiles.IsYamlName).Concat(JsonFiles.Below(path).Where(file => JsonDefinitions.Read(file).IsVersioned)).Order(StringComparer.Ordinal)
        : JsonFiles.Matching(path).Where(file => File.Exists(file) && (JsonFiles.IsYamlName(file) || !JsonDefinitions.Read(file).IsSettings));
}
