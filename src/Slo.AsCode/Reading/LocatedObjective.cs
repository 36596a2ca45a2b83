using Slo.AsCode.Yaml;

namespace Slo.AsCode.Reading;

/// <summary>An objective and where it is written.</summary>
internal readonly record struct LocatedObjective(YamlNode Node, SloObjective Objective);
