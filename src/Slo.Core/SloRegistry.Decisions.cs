namespace Slo;

/// <content>Decisions of another process.</content>
public sealed partial class SloRegistry
{
    /// <summary>
    /// Makes these the decisions of this process: those of another one, which noted them in its ledger. What is the same stays as it is.
    /// </summary>
    /// <param name="exclusions">All of them, with their ids, at most 200. Those of objectives that are unknown here wait for them.</param>
    /// <param name="overrides">All of them, with their ids, at most 200.</param>
    /// <exception cref="SloDefinitionException">There are too many.</exception>
    public void ReplaceDecisions(IReadOnlyList<SloExclusion> exclusions, IReadOnlyList<SloTargetOverride> overrides)
    {
        ArgumentNullException.ThrowIfNull(exclusions);
        ArgumentNullException.ThrowIfNull(overrides);
        ThrowIfAny([.. CheckCount(exclusions.Count, "exclusions"), .. CheckCount(overrides.Count, "overrides")]);
        lock (_evaluation)
        {
            lock (_gate)
            {
                if (_exclusions.ToHashSet().SetEquals(exclusions) && _overrides.ToHashSet().SetEquals(overrides))
                {
                    return;
                }

                _exclusions.Clear();
                _exclusions.AddRange(exclusions);
                _overrides.Clear();
                _overrides.AddRange(overrides);
                Amend(objective: null);
            }
        }
    }

    private static IEnumerable<SloFinding> CheckCount(int count, string what) => count <= MaximumDecisions ? [] :
    [
        SloFinding.Error(
            SloFindingCodes.InvalidCount, FormattableString.Invariant($"{what}: must be at most {MaximumDecisions}, not {count}"), what),
    ];
}
