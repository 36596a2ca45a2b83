using Slo.Cli.History;
using Slo.Cli.Infrastructure;

namespace Slo.Cli.Import;

/// <summary>Gives the states of a file what was decided about their objectives elsewhere. What they have already stays as it is.</summary>
/// <param name="path">The ledger, for messages.</param>
/// <param name="ledger">What is imported.</param>
/// <param name="known">The ledger of the file: what was taken back there does not return.</param>
internal sealed class LedgerImport(string path, LedgerContent ledger, IEnumerable<SloLedgerEntry> known)
{
    private readonly HashSet<string?> _removed =
    [
        .. known.Where(entry => entry.Kind is SloLedgerEntryKind.ExclusionRemoved or SloLedgerEntryKind.OverrideRemoved)
            .Select(entry => entry.Details.GetValueOrDefault(SloLedgerDetails.Subject)),
    ];

    /// <summary>How many exclusions were added.</summary>
    internal int Exclusions { get; private set; }

    /// <summary>How many overrides were added.</summary>
    internal int Overrides { get; private set; }

    internal int Entries => ledger.Entries.Count;

    /// <summary>The states that change.</summary>
    /// <param name="states">Those of the file.</param>
    /// <exception cref="ToolException">The file has nothing of an objective, or a decision is none.</exception>
    internal IReadOnlyList<SloObjectiveState> Apply(IReadOnlyList<SloObjectiveState> states)
    {
        SloExclusion[] exclusions =
        [
            .. ledger.Exclusions.Where(one =>
                !_removed.Contains(one.Id) && !states.Any(state => state.Exclusions.Any(own => own.Id == one.Id))),
        ];
        SloTargetOverride[] overrides =
        [
            .. ledger.Overrides.Where(one =>
                !_removed.Contains(one.Id) && !states.Any(state => state.TargetOverrides.Any(own => own.Id == one.Id))),
        ];
        CheckNames(states, [.. exclusions.Select(one => one.Objective), .. overrides.Select(one => one.Objective)]);
        (Exclusions, Overrides) = (exclusions.Length, overrides.Length);
        List<SloObjectiveState> changed = [];
        foreach (SloObjectiveState state in states)
        {
            SloExclusion[] excluded = [.. exclusions.Where(one => one.Objective is null || IsNamed(state, one.Objective))];
            SloTargetOverride[] overridden = [.. overrides.Where(one => IsNamed(state, one.Objective))];
            if (excluded.Length + overridden.Length > 0)
            {
                changed.Add(With(state, excluded, overridden));
            }
        }

        return changed;
    }

    private SloObjectiveState With(SloObjectiveState state, SloExclusion[] exclusions, SloTargetOverride[] overrides)
    {
        try
        {
            return state.WithDecisions([.. state.Exclusions, .. exclusions], [.. state.TargetOverrides, .. overrides]);
        }
        catch (SloDefinitionException exception)
        {
            throw new ToolException(
                ExitCode.Failed, exception.Findings.Select(finding => $"{path}: objective '{state.Name}': {finding.Message}"));
        }
    }

    private void CheckNames(IReadOnlyList<SloObjectiveState> states, IEnumerable<string?> names)
    {
        string[] missing =
        [
            .. names.Where(name => name is null ? states.Count == 0 : !states.Any(state => IsNamed(state, name)))
                .Select(name => name is null
                    ? $"{path}: excludes time of all objectives, and the file keeps none; import a history first"
                    : $"{path}: decides about '{name}', of which the file keeps nothing; import its history first").Distinct(),
        ];
        if (missing.Length > 0)
        {
            throw new ToolException(ExitCode.Failed, missing);
        }
    }

    private static bool IsNamed(SloObjectiveState state, string name) => state.Name.Equals(name, StringComparison.OrdinalIgnoreCase);
}
