using Slo.AsCode.Yaml;

namespace Slo.AsCode.OpenSlo;

/// <summary>An indicator: a threshold metric, or a ratio of good or bad to total, or a raw ratio.</summary>
internal sealed record SliSpec(YamlNode Node)
{
    internal MetricSource? Threshold { get; init; }

    internal bool IsRatio { get; init; }

    internal bool IsCounter { get; init; }

    internal MetricSource? Good { get; init; }

    internal MetricSource? Bad { get; init; }

    internal MetricSource? Total { get; init; }

    internal MetricSource? Raw { get; init; }

    internal bool IsRawBad { get; init; }
}
