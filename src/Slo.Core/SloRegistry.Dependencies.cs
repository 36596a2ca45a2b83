namespace Slo;

/// <content>The dependencies of all objectives.</content>
public sealed partial class SloRegistry
{
    // Before that a dependency may not have been needed yet.
    private const long ManyRequests = 1_000;

    /// <summary>How dependencies are named.</summary>
    /// <exception cref="SloDefinitionException">A value is out of range; nothing is changed.</exception>
    public SloDependencyOptions Dependencies
    {
        get => _context.Dependencies.Options;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            _context.Dependencies.Options = value.GetFaults() is { Count: > 0 } faults ? throw new SloDefinitionException(faults) : value;
        }
    }

    /// <summary>What is questionable about dependencies: targets above what they allow, cycles, and where what is declared differs from
    /// what was called.</summary>
    /// <remarks>That a dependency was never called is said after 1,000 requests of its objective; that one is not declared, where an
    /// objective declares others.</remarks>
    /// <returns>Warnings.</returns>
    public IReadOnlyList<SloFinding> GetDependencyFindings()
    {
        SloTracker[] trackers = _trackers;
        return
        [
            .. SloDeclaredDependency.CheckAll([.. trackers.Select(tracker => tracker.Objective)]),
            .. trackers.Where(tracker => SloCalls.AreObserved && !tracker.IsFed && tracker.Objective.Dependencies.Count > 0)
                .SelectMany(tracker => Differences(tracker).Select(finding => finding with { Objective = tracker.Objective.Name })),
        ];
    }

    private static IEnumerable<SloFinding> Differences(SloTracker tracker)
    {
        var isLong = tracker.Total.Total >= ManyRequests;
        foreach (SloDependencyStatus dependency in tracker.GetDependencies().Dependencies)
        {
            if (isLong && !dependency.IsObserved)
            {
                yield return SloFinding.Warning(
                    SloFindingCodes.DependencyNotCalled,
                    FormattableString.Invariant($"depends on '{dependency.Name}': was not called by {tracker.Total.Total} requests; ")
                    + "correct the name, or map the address that is called with Dependencies.Names", "depends on");
            }

            if (dependency is { IsDeclared: false, Name: not SloDependencyStatus.Other })
            {
                yield return SloFinding.Warning(
                    SloFindingCodes.DependencyNotDeclared,
                    $"calls '{dependency.Name}', which it does not declare; add it to DependsOn, or map it with Dependencies.Names",
                    "depends on");
            }
        }
    }
}
