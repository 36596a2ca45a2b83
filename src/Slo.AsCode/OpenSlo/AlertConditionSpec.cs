using Slo.AsCode.Yaml;

namespace Slo.AsCode.OpenSlo;

/// <summary>A burn rate over one window.</summary>
internal sealed record AlertConditionSpec(
    string Severity, string Operator, decimal Threshold, TimeSpan Lookback, TimeSpan AlertAfter, YamlNode Node);
