using System.Text;
using Slo.Cli.Definitions;
using YamlDotNet.RepresentationModel;

namespace Slo.Cli.Convert;

/// <summary>
/// What OpenSLO files contain but the document written for the same objectives does not: names and descriptions of the parts, notification
/// targets other than page and ticket, separate services and data sources, comments.
/// </summary>
internal static class UnwrittenFacts
{
    internal static IEnumerable<SloFinding> In(IEnumerable<string> paths, IReadOnlyList<SloObjective> objectives)
    {
        HashSet<string> written = [.. Facts(OpenSloWriter.Write(objectives, out _)).Select(fact => fact.Text)];
        foreach (var file in paths.Where(path => path != "-").SelectMany(Files))
        {
            var text = File.ReadAllText(file, Encoding.UTF8);
            if (!SloDefinitionReader.IsDefinition(text))
            {
                continue;
            }

            if (JsonFiles.IsYamlName(file) && FirstComment(text) is { } place)
            {
                yield return SloFinding.Error(SloFindingCodes.CommentLoss, "comments") with
                {
                    File = file,
                    Line = place.Line,
                    Column = place.Column,
                };
            }

            foreach ((YamlNode node, string fact) in Facts(text).Where(fact => !written.Contains(fact.Text)))
            {
                yield return SloFinding.Error(SloFindingCodes.ConversionLoss, fact) with
                {
                    File = file,
                    Line = (int)node.Start.Line,
                    Column = (int)node.Start.Column,
                };
            }
        }
    }

    private static (int Line, int Column)? FirstComment(string text) => text.ReplaceLineEndings("\n").Split('\n')
        .Index().Where(line => line.Item.TrimStart().StartsWith('#'))
        .Select(line => ((int, int)?)(line.Index + 1, line.Item.IndexOf('#', StringComparison.Ordinal) + 1)).FirstOrDefault();

    private static IEnumerable<(YamlNode Node, string Text)> Facts(string text) => Documents(text).SelectMany(OpenSloFacts.Of);

    // Documents that are unreadable, too large or too deep were refused before.
    private static IEnumerable<YamlNode> Documents(string text)
    {
        YamlStream stream = [];
        using StringReader reader = new(text);
        stream.Load(reader);
        return stream.Documents.Select(document => document.RootNode).SelectMany(root => root is YamlSequenceNode ? root.Items() : [root]);
    }

    private static IEnumerable<string> Files(string path) => Directory.Exists(path)
        ? JsonFiles.YamlBelow(path)
            .Concat(JsonFiles.Below(path).Where(file => JsonDefinitions.Read(file).IsVersioned))
            .Order(StringComparer.Ordinal)
        : JsonFiles.Matching(path)
            .Where(file => File.Exists(file) && (JsonFiles.IsYamlName(file) || !JsonDefinitions.Read(file).IsSettings));
}
