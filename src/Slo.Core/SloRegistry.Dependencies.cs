using Slo.Dependencies;

namespace Slo;

/// <content>The dependencies of all objectives.</content>
public sealed partial class SloRegistry
{
    // Before that a dependency may not have been needed yet.
    private const long ManyRequests = 1_000;

    private readonly FindingsCache _dependencyFindings;

    /// <summary>How dependencies are named.</summary>
    /// <exception cref="SloDefinitionException">A value is out of range; nothing is changed.</exception>
    public SloDependencyOptions Dependencies
    {
        get => _context.Dependencies.Options;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            if (value.GetFaults() is { Count: > 0 } faults)
            {
                throw new SloDefinitionException(faults);
            }

            HashSet<string> changed = Changed(Dependencies.Names, value.Names);
            _context.Dependencies.Rename(value);
            foreach (SloTracker tracker in changed.Count > 0 ? _trackers : [])
            {
                tracker.RenameDependencies(changed);
            }
        }
    }

    /// <summary>What is questionable about dependencies: targets above what they allow, cycles, and where what is declared differs from
    /// what was called.</summary>
    /// <remarks>That a dependency was never called is reported after 1,000 requests of its objective since it was declared, or since
    /// <see cref="SloDependencyOptions.Names"/> changed for it; that one is not declared, where an objective declares others. Computed
    /// again when definitions change; differences from what was called at most once a second. Up to 100 cycles are reported. Any
    /// thread.</remarks>
    /// <returns>Warnings.</returns>
    public IReadOnlyList<SloFinding> GetDependencyFindings()
    {
        SloTracker[] trackers = _trackers;
        return _dependencyFindings.Get([.. trackers.Select(tracker => tracker.Objective)], () => !SloCalls.AreObserved ? [] : trackers
            .Where(tracker => !tracker.IsFed && tracker.Objective.Dependencies.Count > 0)
            .SelectMany(tracker => tracker.CompareDependencies(ManyRequests)));
    }

    // The names that calls to some address had, or have from now on.
    private static HashSet<string> Changed(
        ICollection<KeyValuePair<string, string>> before, ICollection<KeyValuePair<string, string>> after) => new(
            before.Except(after).Concat(after.Except(before)).SelectMany(pair => new[] { pair.Key, pair.Value }),
            StringComparer.OrdinalIgnoreCase);
}
