namespace Slo.AsCode.Yaml;

/// <summary>What a node is.</summary>
internal enum YamlKind
{
    Scalar,
    Sequence,
    Mapping,
}
