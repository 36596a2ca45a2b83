using Slo.AsCode.Reading;

namespace Slo.AsCode.OpenSlo;

/// <summary>What OpenSLO cannot express. There is no file yet, so a finding names the objective.</summary>
internal sealed class Losses
{
    private readonly List<SloFinding> _all = [];

    internal IReadOnlyList<SloFinding> All => _all;

    internal void Add(SloObjective objective, string loss) => _all.Add(new SloFinding(
        SourceFile.StandardInput, 0, 0, SloFindingSeverity.Error, Codes.Lost, $"objective '{objective.Name}': {loss}"));
}
