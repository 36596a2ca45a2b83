using Slo.Cli.Status;

namespace Slo.Cli.Check;

/// <summary>The verdict for one objective.</summary>
/// <param name="Status">The status of the objective.</param>
/// <param name="Faults">Why it fails.</param>
/// <param name="IsMissing">Whether it has no data and should have.</param>
internal sealed record Verdict(ObjectiveStatus Status, IReadOnlyList<string> Faults, bool IsMissing)
{
    internal string Word => Faults.Count > 0 ? "FAIL" : IsMissing ? "NO DATA" : Status.HasData ? "ok" : "ok (no data)";

    /// <summary>All objectives judged. One without data is passed over while others have some, unless each must have it.</summary>
    internal static IReadOnlyList<Verdict> Of(IReadOnlyList<ObjectiveStatus> statuses, Gate gate, bool requiresData)
    {
        var isMissing = requiresData || !statuses.Any(status => status.HasData);
        return [.. statuses.Select(status => new Verdict(status, status.HasData ? [.. gate.Faults(status)] : [],
            !status.HasData && isMissing))];
    }

    /// <summary>A fault decides, whatever else is missing.</summary>
    internal static int ExitCode(IReadOnlyList<Verdict> verdicts) =>
        verdicts.Any(verdict => verdict.Faults.Count > 0) ? Infrastructure.ExitCode.Failed
        : verdicts.Count == 0 || verdicts.Any(verdict => verdict.IsMissing) ? Infrastructure.ExitCode.Undecided
        : Infrastructure.ExitCode.Ok;
}
