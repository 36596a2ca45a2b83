using Slo.AsCode.Reading;
using Slo.AsCode.Yaml;

namespace Slo.AsCode.OpenSlo;

/// <summary>Who an object is, and the place to report about it.</summary>
internal sealed record Metadata(
    string Name, string? DisplayName, Dictionary<string, string> Labels, Annotations Annotations, YamlNode Node, FileFindings Findings);
