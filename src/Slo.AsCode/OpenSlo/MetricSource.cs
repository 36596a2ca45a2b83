using Slo.AsCode.Yaml;

namespace Slo.AsCode.OpenSlo;

/// <summary>Where one series of an indicator comes from. The type may follow from the data source.</summary>
internal sealed record MetricSource(string? Type, string? DataSource, YamlNode Spec, YamlNode Node);
