namespace Slo.AsCode.Yaml;

/// <summary>A value as it was written, with its place. Scalars stay text: what they mean is decided by the field they are in.</summary>
internal sealed class YamlNode
{
    private static readonly List<YamlNode> NoItems = [];
    private static readonly List<YamlPair> NoPairs = [];
    private readonly object? _children;

    internal YamlNode(YamlKind kind, long line, long column, string text = "", bool isPlain = false)
    {
        Kind = kind;
        Line = (int)Math.Min(line, int.MaxValue);
        Column = (int)Math.Min(column, int.MaxValue);
        Text = text;
        IsPlain = isPlain;
        _children = kind switch
        {
            YamlKind.Sequence => new List<YamlNode>(),
            YamlKind.Mapping => new List<YamlPair>(),
            _ => null,
        };
    }

    internal YamlKind Kind { get; }

    /// <summary>Whether a scalar stands without quotes: then null, numbers and flags are what they look like.</summary>
    internal bool IsPlain { get; }

    internal int Line { get; }

    internal int Column { get; }

    internal string Text { get; }

    internal List<YamlNode> Items => _children as List<YamlNode> ?? NoItems;

    internal List<YamlPair> Pairs => _children as List<YamlPair> ?? NoPairs;

    /// <summary>Nodes below and including this one, aliases expanded.</summary>
    internal int Size { get; set; } = 1;

    internal bool IsNull => Kind == YamlKind.Scalar && IsPlain && Text is ("" or "~" or "null" or "Null" or "NULL");

    internal YamlNode? Find(string key)
    {
        foreach (YamlPair pair in Pairs)
        {
            if (pair.Key.Text == key)
            {
                return pair.Value;
            }
        }

        return null;
    }
}
