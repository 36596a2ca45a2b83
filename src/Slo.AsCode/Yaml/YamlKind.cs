namespace Slo.AsCode.Yaml;

/// <summary>What a node is.</summary>
internal enum YamlKind : byte
{
    Scalar,
    Sequence,
    Mapping,
}
