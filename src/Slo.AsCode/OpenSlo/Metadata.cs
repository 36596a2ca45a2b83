using Slo.AsCode.Reading;
using Slo.AsCode.Yaml;

namespace Slo.AsCode.OpenSlo;

/// <summary>The name, labels and annotations of an object, and where to report findings about it.</summary>
internal sealed record Metadata(
    string Name, string? DisplayName, Dictionary<string, string> Labels, Annotations Annotations, YamlNode Node, FileFindings Findings);
