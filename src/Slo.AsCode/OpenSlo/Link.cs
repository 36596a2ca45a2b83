using Slo.AsCode.Yaml;

namespace Slo.AsCode.OpenSlo;

/// <summary>Something written in place, or a name of something declared elsewhere.</summary>
internal sealed record Link(string? Reference, OpenSloObject? Inline, YamlNode Node);
