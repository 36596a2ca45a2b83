namespace Slo.AsCode.OpenSlo;

/// <summary>What OpenSLO cannot express. There is no file yet, so a finding names the objective.</summary>
internal sealed class Losses
{
    private readonly List<SloFinding> _all = [];

    internal IReadOnlyList<SloFinding> All => _all;

    internal void Add(string code, SloObjective objective, string loss) =>
        _all.Add(SloFinding.Error(code, loss) with { Objective = objective.Name });
}
