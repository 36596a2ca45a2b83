using Slo.Cli.Status;

namespace Slo.Cli.Check;

/// <summary>The verdict for one objective.</summary>
/// <param name="Status">The status of the objective.</param>
/// <param name="Faults">Why it fails.</param>
/// <param name="Doubts">Why it cannot be judged; empty without data.</param>
/// <param name="IsUndecided">Whether a verdict is needed but not possible.</param>
internal sealed record Verdict(ObjectiveStatus Status, IReadOnlyList<string> Faults, IReadOnlyList<string> Doubts, bool IsUndecided)
{
    /// <summary>Why faults do not count; null: they do, or there are none.</summary>
    internal string? Overridden { get; init; }

    internal string Word => (Faults.Count > 0, IsUndecided, Status.HasData) switch
    {
        (true, _, _) => "FAIL",
        (_, true, true) => "UNDECIDED",
        (_, true, false) => "NO DATA",
        _ when Overridden is not null => "ok (overridden)",
        (_, _, true) => Doubts.Count > 0 ? "ok (few events)" : "ok",
        _ => "ok (no data)",
    };

    /// <summary>Judges all objectives. An objective without data, or with few events that meets its target, is ignored if others have
    /// enough data, unless every objective must have data.</summary>
    internal static IReadOnlyList<Verdict> Of(IReadOnlyList<ObjectiveStatus> statuses, Gate gate, bool requiresData)
    {
        var isMissing = requiresData || !statuses.Any(gate.HasEnough);
        return [.. statuses.Select(status => new Verdict(
            status,
            gate.Faults(status),
            status.HasData ? [.. gate.Doubts(status)] : [],
            gate.IsDoubtful(status) || (isMissing && !gate.HasEnough(status)))
        {
            Overridden = gate.Overridden(status),
        })];
    }

    /// <summary>Why there is no verdict.</summary>
    internal static string Reason(IReadOnlyList<Verdict> verdicts) => string.Join("; ", verdicts
        .Where(verdict => verdict.IsUndecided)
        .Select(verdict => verdict.Doubts.Count == 0 ? "no data" : $"{verdict.Status.Name}: {string.Join(", ", verdict.Doubts)}")
        .Distinct());

    /// <summary>The exit code. A fault takes precedence over missing data.</summary>
    internal static int ExitCode(IReadOnlyList<Verdict> verdicts) =>
        verdicts.Any(verdict => verdict.Faults.Count > 0) ? Infrastructure.ExitCode.Failed
        : verdicts.Count == 0 || verdicts.Any(verdict => verdict.IsUndecided) ? Infrastructure.ExitCode.Undecided
        : Infrastructure.ExitCode.Ok;
}
