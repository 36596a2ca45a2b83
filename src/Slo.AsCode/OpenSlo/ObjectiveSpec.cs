using Slo.AsCode.Yaml;

namespace Slo.AsCode.OpenSlo;

/// <summary>One objective of an SLO. With an indicator of its own it is a component of a composite.</summary>
internal sealed record ObjectiveSpec(YamlNode Node)
{
    internal string? DisplayName { get; init; }

    internal QueryComparison? Operator { get; init; }

    internal YamlNode? OperatorNode { get; init; }

    internal decimal? Value { get; init; }

    internal decimal TargetRatio { get; init; }

    internal decimal? SliceTarget { get; init; }

    internal TimeSpan? SliceWindow { get; init; }

    internal Link? Indicator { get; init; }

    internal decimal? Weight { get; init; }
}
