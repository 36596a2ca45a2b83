namespace Slo.Hosting.Gates;

/// <summary>Finds errors in the declared gates and readiness checks.</summary>
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
                yield return Unknown("a gate is declared for", objective, objectives, path);
            }
        }
    }

    internal static IEnumerable<SloFinding> CheckDrain(IEnumerable<string> named, IReadOnlyList<string> objectives) =>
        named.Where(name => !objectives.Contains(name, StringComparer.OrdinalIgnoreCase))
            .Select(name => Unknown("a readiness check compares instances by", name, objectives, "Drain:Objectives"));

    private static SloFinding Unknown(string what, string objective, IReadOnlyList<string> objectives, string path) => SloFinding.Error(
        SloFindingCodes.UnknownReference,
        $"{what} the objective '{SloText.OneLine(objective, 63)}', which is not declared{SloText.NearestHint(objective, objectives)}",
        path);
}
