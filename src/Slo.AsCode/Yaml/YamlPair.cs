namespace Slo.AsCode.Yaml;

/// <summary>A key and its value. Keys are scalars.</summary>
internal readonly record struct YamlPair(YamlNode Key, YamlNode Value);
