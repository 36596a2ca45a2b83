namespace Slo.Hosting.Gates;

/// <summary>What is wrong with the gates that are declared.</summary>
internal static class GateChecks
{
    internal static IEnumerable<SloFinding> Check(IReadOnlyDictionary<string, SloGateOptions> gates, IReadOnlyList<string> objectives)
    {
        foreach ((string objective, SloGateOptions options) in gates)
        {
            var path = $"Gates:{SloText.OneLine(objective, 63)}";
            foreach (SloFinding finding in options.Check(path))
            {
                yield return finding;
            }

            if (!objectives.Contains(objective, StringComparer.OrdinalIgnoreCase))
            {
                yield return SloFinding.Error(
                    SloFindingCodes.UnknownReference,
                    $"a gate is declared for the objective '{SloText.OneLine(objective, 63)}', which is not declared"
                        + SloText.NearestHint(objective, objectives), path);
            }
        }
    }
}
