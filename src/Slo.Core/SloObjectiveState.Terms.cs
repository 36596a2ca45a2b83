using Slo.Definitions;

namespace Slo;

/// <content>What was decided about the objective while an app ran.</content>
public sealed partial class SloObjectiveState
{
    /// <summary>The exclusions that were decided while the app ran, not those that the objective declares.</summary>
    public IReadOnlyList<SloExclusion> Exclusions => History.Terms.Terms.Exclusions;

    /// <summary>The overrides of its target that are in force, to come, or expired within the longest period.</summary>
    public IReadOnlyList<SloTargetOverride> TargetOverrides => History.Terms.Terms.Overrides;

    /// <summary>The declared target; null: not known.</summary>
    internal decimal? TargetRatio => History.Terms.Terms.Declared is [.., var last] ? last.TargetRatio : null;

    /// <summary>
    /// The same with these exclusions and overrides in the place of its own: to move what was decided from one store to another one. The
    /// time in which they apply may have passed: what was counted in it is then as exact as the history is kept of it.
    /// </summary>
    /// <param name="exclusions">Each with an id.</param>
    /// <param name="overrides">Of this objective, each with an id; none overlaps another one.</param>
    /// <exception cref="InvalidOperationException">The state is not complete.</exception>
    /// <exception cref="SloDefinitionException">A text is too long, a target is none, an override ends before it begins or overlaps
    /// another one, or an id is missing or given twice.</exception>
    public SloObjectiveState WithDecisions(IEnumerable<SloExclusion> exclusions, IEnumerable<SloTargetOverride> overrides)
    {
        ArgumentNullException.ThrowIfNull(exclusions);
        ArgumentNullException.ThrowIfNull(overrides);
        if (!IsComplete)
        {
            throw NotComplete();
        }

        (SloExclusion[] excluded, SloTargetOverride[] overridden) = ([.. exclusions], [.. overrides]);
        SloFinding[] findings =
        [
            .. excluded.SelectMany(TermsChecks.Check), .. overridden.SelectMany(one => TermsChecks.Check(one, DateTimeOffset.MinValue)),
            .. TermsChecks.CheckOverlaps(overridden),
            .. TermsChecks.CheckIds("exclusion", excluded.Select(one => one.Id)),
            .. TermsChecks.CheckIds("override", overridden.Select(one => one.Id)),
        ];
        if (findings.Length > 0)
        {
            throw new SloDefinitionException(findings);
        }

        return new(Name, CountingKey, AsOf, IsComplete, History with
        {
            Terms = History.Terms with { Terms = History.Terms.Terms with { Exclusions = excluded, Overrides = overridden } },
            AreTermsNew = true,
        }, _judge)
        {
            ExpiresAt = ExpiresAt,
            IsJudgeNew = IsJudgeNew,
            Latency = Latency,
        };
    }
}
