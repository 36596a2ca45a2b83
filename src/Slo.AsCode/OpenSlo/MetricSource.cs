using Slo.AsCode.Yaml;

namespace Slo.AsCode.OpenSlo;

/// <summary>The source of one series of an indicator. The data source may determine the type.</summary>
internal sealed record MetricSource(string? Type, string? DataSource, YamlNode Spec, YamlNode Node);
