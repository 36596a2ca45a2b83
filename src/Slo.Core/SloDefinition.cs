using System.Collections.ObjectModel;
using Slo.Definitions;

namespace Slo;

/// <summary>
/// An objective as declared, from any source: code, configuration, OpenSLO, Sloth, Reliably. Immutable, and not checked before
/// <see cref="Resolve"/>.
/// </summary>
/// <remarks>
/// Keeps what was said and not what follows from it: default rules stay the default rules when the period changes, a rule by a share of the
/// budget keeps its share, a threshold on the error ratio its ratio. Change one thing with <c>with</c>, and resolve again.
/// </remarks>
public sealed record SloDefinition
{
    /// <summary>The name by which code, metrics and the API call it: letters, digits, '-', '_' and '.', at most 63.</summary>
    public required string Name { get; init; }

    /// <summary>The name for people, at most 200 characters.</summary>
    public string? DisplayName { get; init; }

    /// <summary>The service that promises this.</summary>
    public string? Service { get; init; }

    /// <summary>What is promised and why, at most 1,050 characters.</summary>
    public string? Description { get; init; }

    /// <summary>The team or person to turn to.</summary>
    public string? Owner { get; init; }

    /// <summary>Free labels, for example team and tier.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init => field = Copy(value); } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Free texts for people and tools, for example <c>runbook_url</c> and <c>dashboard_url</c>.</summary>
    public IReadOnlyDictionary<string, string> Annotations { get; init => field = Copy(value); } =
        ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Where the events come from; default <see cref="SloIndicator.Manual"/>.</summary>
    public SloIndicator Indicator { get; init; } = SloIndicator.Manual;

    /// <summary>An event is good only if it took no longer than this; null: time plays no part.</summary>
    public TimeSpan? LatencyThreshold { get; init; }

    /// <summary>The share of good events promised, in [0, 1): 0.999 for 99.9 %.</summary>
    public required decimal TargetRatio { get; init; }

    /// <summary>The share of good events that a contract promises, in [0, 1) and not above <see cref="TargetRatio"/>: a second, looser
    /// target with a verdict of its own in reports and records of closed periods; no rule or budget depends on it. Null: none.</summary>
    public decimal? SlaTargetRatio { get; init; }

    /// <summary>Targets that take its place at times, for example at peak hours; they may not overlap. In the order of their
    /// schedules' texts.</summary>
    public IReadOnlyList<SloScheduledTarget> ScheduledTargets
    {
        get;
        init => field = value.Count == 0 ? [] : [.. value.OrderBy(target => target.When.ToString(), StringComparer.Ordinal)];
    }
    = [];

    /// <summary>Time that counts for nothing, for example weekly maintenance. In the order of their schedules' texts.</summary>
    public IReadOnlyList<SloExclusion> Exclusions
    {
        get;
        init => field = value.Count == 0 ? [] : [.. value.OrderBy(exclusion => exclusion.When.ToString(), StringComparer.Ordinal)];
    }
    = [];

    /// <summary>The stretch of time over which the target is judged; default 30 days, rolling.</summary>
    public SloPeriod Period { get; init; } = SloPeriod.Rolling(TimeSpan.FromDays(30));

    /// <summary>How the error budget is spent; default <see cref="BudgetingMethod.Occurrences"/>.</summary>
    public BudgetingMethod Method { get; init; } = BudgetingMethod.Occurrences;

    /// <summary>How the objective is split into groups, or null.</summary>
    public SloGrouping? Grouping { get; init; }

    /// <summary>Whether each group has an alert of its own, by the burn-rate rules; needs <see cref="Grouping"/> with at most 100
    /// groups.</summary>
    public bool AlertPerGroup { get; init; }

    /// <summary>Where the cohort of a request comes from: <c>version</c>, <c>value:blue</c> or <c>header:X-Version</c>; null: requests have
    /// none, unless code gives it.</summary>
    public string? CohortBy { get; init; }

    /// <summary>What it depends on: names separated by commas, each with its target in percent or the word <c>soft</c>, if any:
    /// <c>payments 99.95, cache soft</c>. Null: nothing is declared.</summary>
    public string? DependsOn { get; init; }

    /// <summary>How time counts that was not observed; null: the default of the set, else
    /// <see cref="Slo.UnobservedTime.AssumeGood"/>.</summary>
    public UnobservedTime? UnobservedTime { get; init; }

    /// <summary>Whether the history is kept small.</summary>
    public bool IsCompact { get; init; }

    /// <summary>The rules declared: those that replace the default rules first, else in the order given.</summary>
    public IReadOnlyList<AlertRuleDefinition> Rules { get; init => field = [.. value.OrderBy(rule => !rule.Kind.ReplacesDefaults)]; } = [];

    /// <summary>Whether the default rules of the period apply: unless a declared rule replaces them, or they were turned off.</summary>
    public bool UsesDefaultRules { get => field && !Rules.Any(rule => rule.Kind.ReplacesDefaults); init; } = true;

    /// <summary>Checks the declaration and works out what follows from it.</summary>
    /// <exception cref="SloDefinitionException">With every fault of this declaration.</exception>
    public SloObjective Resolve() => ObjectiveResolver.Resolve(this, isTargetKnown: true, [], []);

    /// <inheritdoc/>
    public bool Equals(SloDefinition? other) => other is not null
        && Name == other.Name && SloObjectiveProperty.All.All(property => Equals(property.Of(this), property.Of(other)))
        && AreSame(Labels, other.Labels) && AreSame(Annotations, other.Annotations)
        && Indicator.Equals(other.Indicator) && LatencyThreshold == other.LatencyThreshold && TargetRatio == other.TargetRatio
        && ScheduledTargets.SequenceEqual(other.ScheduledTargets) && Exclusions.SequenceEqual(other.Exclusions)
        && Period.IsSameAs(other.Period) && Method == other.Method && Grouping == other.Grouping
        && UsesDefaultRules == other.UsesDefaultRules && Rules.SequenceEqual(other.Rules);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, TargetRatio, Period.Length);

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Name}: {TargetRatio * 100:0.##########} % over {Period}");

    private static ReadOnlyDictionary<string, string> Copy(IReadOnlyDictionary<string, string> pairs) => pairs.Count == 0
        ? ReadOnlyDictionary<string, string>.Empty
        : new(new Dictionary<string, string>(pairs, StringComparer.Ordinal));

    private static bool AreSame(IReadOnlyDictionary<string, string> texts, IReadOnlyDictionary<string, string> others) =>
        texts.Count == others.Count && texts.All(text => others.TryGetValue(text.Key, out var value) && value == text.Value);
}
