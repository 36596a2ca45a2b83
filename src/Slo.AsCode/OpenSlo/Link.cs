using Slo.AsCode.Yaml;

namespace Slo.AsCode.OpenSlo;

/// <summary>An object written in place, or the name of one declared elsewhere.</summary>
internal sealed record Link(string? Reference, OpenSloObject? Inline, YamlNode Node);
