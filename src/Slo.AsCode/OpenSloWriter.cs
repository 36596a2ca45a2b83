using Slo.AsCode.OpenSlo;
using Slo.AsCode.Yaml;

namespace Slo;

/// <summary>
/// Writes objectives as OpenSLO v1, always the same text for the same objectives. Values without a field in OpenSLO are written to
/// annotations (<c>slo.dev/</c>).
/// </summary>
public static class OpenSloWriter
{
    /// <summary>Writes one document for each objective, in their order.</summary>
    /// <param name="objectives">Objectives, for example those of a <see cref="SloDefinitionSet"/>.</param>
    /// <param name="losses">What cannot be written, as errors; empty if reading the text gives the same objectives.</param>
    public static string Write(IEnumerable<SloObjective> objectives, out IReadOnlyList<SloFinding> losses)
    {
        ArgumentNullException.ThrowIfNull(objectives);
        YamlWriter yaml = new();
        Losses lost = new();
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (SloObjective objective in objectives)
        {
            yaml.Document();
            new SloWriter(objective, yaml, lost).Write(names);
        }

        losses = lost.All;
        return yaml.ToString();
    }
}
