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
            SloDependencyOptions before = Dependencies;
            _context.Dependencies.Options = value.GetFaults() is { Count: > 0 } faults ? throw new SloDefinitionException(faults) : value;
            if (!Sorted(before).SequenceEqual(Sorted(value)))
            {
                foreach (SloTracker tracker in _trackers)
                {
                    tracker.RenameDependencies();
                }
            }
        }
    }

    /// <summary>What is questionable about dependencies: targets above what they allow, cycles, and where what is declared differs from
    /// what was called.</summary>
    /// <remarks>That a dependency was never called is reported after 1,000 requests of its objective since it was declared; that one is
    /// not declared, where an objective declares others. Computed again when definitions change; differences from what was called at most
    /// once a second. Up to 100 cycles are reported. Any thread.</remarks>
    /// <returns>Warnings.</returns>
    public IReadOnlyList<SloFinding> GetDependencyFindings()
    {
        SloTracker[] trackers = _trackers;
        return _dependencyFindings.Get([.. trackers.Select(tracker => tracker.Objective)], () => !SloCalls.AreObserved ? [] : trackers
            .Where(tracker => !tracker.IsFed && tracker.Objective.Dependencies.Count > 0)
            .SelectMany(tracker => tracker.CompareDependencies(ManyRequests)));
    }

    private static IEnumerable<KeyValuePair<string, string>> Sorted(SloDependencyOptions options) =>
        options.Names.OrderBy(pair => pair.Key, StringComparer.OrdinalIgnoreCase);
}
