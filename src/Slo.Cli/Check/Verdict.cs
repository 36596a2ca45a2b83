using Slo.Cli.Status;

namespace Slo.Cli.Check;

/// <summary>What the gate says of one objective.</summary>
/// <param name="Standing">How it stands.</param>
/// <param name="Faults">Why the gate stays shut for it.</param>
/// <param name="IsMissing">Whether it has no data and should have.</param>
internal sealed record Verdict(Standing Standing, IReadOnlyList<string> Faults, bool IsMissing)
{
    internal string Word => Faults.Count > 0 ? "FAIL" : IsMissing ? "NO DATA" : Standing.HasData ? "ok" : "ok (no data)";

    /// <summary>All objectives judged. One without data is passed over while others have some, unless each must have it.</summary>
    internal static IReadOnlyList<Verdict> Of(IReadOnlyList<Standing> standings, Gate gate, bool requiresData)
    {
        var isMissing = requiresData || !standings.Any(standing => standing.HasData);
        return [.. standings.Select(standing => new Verdict(standing, standing.HasData ? [.. gate.Faults(standing)] : [], !standing.HasData && isMissing))];
    }

    /// <summary>A fault decides, whatever else is missing.</summary>
    internal static int ExitCode(IReadOnlyList<Verdict> verdicts) =>
        verdicts.Any(verdict => verdict.Faults.Count > 0) ? Conduct.ExitCode.Failed
        : verdicts.Count == 0 || verdicts.Any(verdict => verdict.IsMissing) ? Conduct.ExitCode.Undecided
        : Conduct.ExitCode.Ok;
}
