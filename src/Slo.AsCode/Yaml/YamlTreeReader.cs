using Slo.AsCode.Reading;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Slo.AsCode.Yaml;

/// <summary>
/// Builds documents from the parser's events, one at a time, without recursion and within limits. Nothing is deserialised: no tag picks
/// a type, no merge key is expanded, an alias is the very node that it names.
/// </summary>
internal sealed class YamlTreeReader(string text, FileFindings findings)
{
    private readonly Dictionary<string, YamlNode?> _anchors = new(StringComparer.Ordinal);
    private readonly HashSet<string> _words = new(StringComparer.Ordinal);
    private readonly List<OpenNode> _open = [];
    private int _nodes;
    private int _aliases;

    /// <summary>The documents up to the first one that cannot be read; that is reported.</summary>
    internal IEnumerable<YamlNode> Documents()
    {
        Parser parser = new(new Scanner(new StringReader(text)));
        while (Next(parser))
        {
            ParsingEvent now = parser.Current!;
            YamlNode? document = null;
            switch (now)
            {
                case NodeEvent node when Refuse(node):
                    yield break;
                case Scalar scalar:
                    document = Complete(Node(scalar), scalar);
                    break;
                case SequenceEnd or MappingEnd:
                    document = Close();
                    break;
                default:
                    if (!Begin(now))
                    {
                        yield break;
                    }

                    continue;
            }

            if (IsTooLarge(now))
            {
                yield break;
            }

            if (document is not null)
            {
                yield return document;
            }
        }
    }

    private bool IsTooLarge(ParsingEvent now)
    {
        if (_nodes > YamlLimits.Nodes)
        {
            Report(SloFindingCodes.Limit, now, FormattableString.Invariant(
                $"has more than {YamlLimits.Nodes} values, aliases expanded; split it into documents"));
        }

        return _nodes > YamlLimits.Nodes;
    }

    private YamlNode Node(Scalar scalar) => new(
        YamlKind.Scalar, scalar.Start.Line, scalar.Start.Column, Shared(scalar.Value), scalar.Style == ScalarStyle.Plain);

    private bool BeginDocument()
    {
        _anchors.Clear();
        (_nodes, _aliases) = (0, 0);
        return true;
    }

    // A document, a collection or an alias; other events have no content. False ends the reading; the reason has been reported.
    private bool Begin(ParsingEvent now) => now switch
    {
        DocumentStart => BeginDocument(),
        SequenceStart start => Open(new YamlNode(YamlKind.Sequence, now.Start.Line, now.Start.Column), start),
        MappingStart start => Open(new YamlNode(YamlKind.Mapping, now.Start.Line, now.Start.Column), start),
        AnchorAlias alias => Alias(alias),
        _ => true,
    };

    // The same few words make up most of a file.
    private string Shared(string value)
    {
        if (value.Length > 40)
        {
            return value;
        }

        if (_words.TryGetValue(value, out var known))
        {
            return known;
        }

        if (_words.Count < 10_000)
        {
            _words.Add(value);
        }

        return value;
    }

    private bool Next(Parser parser)
    {
        try
        {
            return parser.MoveNext();
        }
        catch (YamlException exception)
        {
            findings.Error(SloFindingCodes.Syntax, (int)exception.Start.Line, (int)exception.Start.Column,
                $"is not YAML: {Shown.Text(exception.Message, 200)}");
        }
        catch (Exception exception) when (exception
            is ArgumentException or InvalidOperationException or IndexOutOfRangeException or OverflowException or FormatException)
        {
            // The scanner's own slips on malformed text are the text's fault too.
            findings.Error(SloFindingCodes.Syntax, (int)(parser.Current?.End.Line ?? 0), (int)(parser.Current?.End.Column ?? 0),
                $"is not YAML from here on: {Shown.Text(exception.Message, 200)}");
        }

        return false;
    }

    private bool Refuse(NodeEvent node)
    {
        _nodes++;
        if (!node.Tag.IsEmpty && !node.Tag.IsNonSpecific && !IsOfCore(node.Tag.Value))
        {
            Report(SloFindingCodes.YamlFeature, node, $"tag '{Shown.Text(node.Tag.Value)}': tags are not read; write the plain value");
            return true;
        }

        if (node is Scalar { Value.Length: > YamlLimits.ScalarLength } scalar)
        {
            Report(SloFindingCodes.Limit, node, FormattableString.Invariant(
                $"a value has {scalar.Value.Length} characters, at most {YamlLimits.ScalarLength} are read"));
            return true;
        }

        return false;
    }

    private static bool IsOfCore(string tag) =>
        tag is "tag:yaml.org,2002:str" or "tag:yaml.org,2002:int" or "tag:yaml.org,2002:float" or "tag:yaml.org,2002:bool"
            or "tag:yaml.org,2002:null" or "tag:yaml.org,2002:map" or "tag:yaml.org,2002:seq" or "tag:yaml.org,2002:timestamp";

    private bool Open(YamlNode node, NodeEvent start)
    {
        if (_open.Count == YamlLimits.Depth)
        {
            Report(SloFindingCodes.Limit, start, FormattableString.Invariant($"is nested deeper than {YamlLimits.Depth} levels"));
            return false;
        }

        if (_open.Count > 0 && _open[^1] is { Node.Kind: YamlKind.Mapping, Key: null })
        {
            Report(SloFindingCodes.YamlFeature, start, "a key is a list or a map; write a text");
            return false;
        }

        _open.Add(new OpenNode(node, start.Anchor.IsEmpty ? null : start.Anchor.Value));
        if (!start.Anchor.IsEmpty)
        {
            _anchors[start.Anchor.Value] = null;
        }

        return true;
    }

    private YamlNode? Close()
    {
        OpenNode closed = _open[^1];
        _open.RemoveAt(_open.Count - 1);
        if (closed.Anchor is not null)
        {
            _anchors[closed.Anchor] = closed.Node;
        }

        return Attach(closed.Node);
    }

    private YamlNode? Complete(YamlNode node, NodeEvent from)
    {
        if (!from.Anchor.IsEmpty)
        {
            _anchors[from.Anchor.Value] = node;
        }

        return Attach(node);
    }

    private bool Alias(AnchorAlias alias)
    {
        var name = alias.Value.Value;
        if (!_anchors.TryGetValue(name, out YamlNode? target) || target is null)
        {
            Report(SloFindingCodes.YamlFeature, alias, $"alias '*{Shown.Text(name)}': "
                + $"{(target is null && _anchors.ContainsKey(name) ? "contains itself" : "nothing above has this anchor")}");
            return false;
        }

        _nodes = (int)Math.Min(int.MaxValue, (long)_nodes + target.Size);
        if (++_aliases > YamlLimits.Aliases || _nodes > YamlLimits.Nodes)
        {
            Report(SloFindingCodes.Limit, alias, FormattableString.Invariant(
                $"aliases expand to more than {YamlLimits.Nodes} values, or are more than {YamlLimits.Aliases}; write the values out"));
            return false;
        }

        if (_open.Count > 0 && _open[^1] is { Node.Kind: YamlKind.Mapping, Key: null } && target.Kind != YamlKind.Scalar)
        {
            Report(SloFindingCodes.YamlFeature, alias, "a key is a list or a map; write a text");
            return false;
        }

        Attach(target);
        return true;
    }

    // Gives back the node where it is a whole document.
    private YamlNode? Attach(YamlNode node)
    {
        if (_open.Count == 0)
        {
            return node;
        }

        OpenNode parent = _open[^1];
        parent.Node.Size = (int)Math.Min(int.MaxValue, (long)parent.Node.Size + node.Size);
        if (parent.Node.Kind == YamlKind.Sequence)
        {
            parent.Node.Items.Add(node);
        }
        else if (parent.Key is null)
        {
            if (node is { Text: "<<", IsPlain: true })
            {
                findings.Error(SloFindingCodes.YamlFeature, node, "merge keys are not read; write the fields out");
            }
            else if (!parent.Keys.Add(node.Text))
            {
                findings.Error(SloFindingCodes.DuplicateKey, node,
                    $"field '{Shown.Text(node.Text)}' is written twice in this map; keep one");
            }

            _open[^1] = parent with { Key = node };
        }
        else
        {
            parent.Node.Pairs.Add(new YamlPair(parent.Key, node));
            _open[^1] = parent with { Key = null };
        }

        return null;
    }

    private void Report(string code, ParsingEvent at, string message) =>
        findings.Error(code, (int)at.Start.Line, (int)at.Start.Column, message);

    private readonly record struct OpenNode(YamlNode Node, string? Anchor)
    {
        internal YamlNode? Key { get; init; }

        internal HashSet<string> Keys { get; } = Node.Kind == YamlKind.Mapping ? new(StringComparer.Ordinal) : [];
    }
}
