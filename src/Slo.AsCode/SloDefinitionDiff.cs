using System.Globalization;
using Slo.AsCode.Comparing;

namespace Slo;

/// <summary>Compares definitions by what they mean, not by how they are written.</summary>
public static class SloDefinitionDiff
{
    /// <summary>What changed between two sets, by name (case does not matter); empty where both mean the same.</summary>
    /// <param name="before">The definitions that were.</param>
    /// <param name="after">The definitions that are to be.</param>
    /// <returns>Ordered by name, then by kind.</returns>
    public static IReadOnlyList<SloDefinitionDifference> Compare(IEnumerable<SloObjective> before, IEnumerable<SloObjective> after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var old = before.ToDictionary(objective => objective.Name, StringComparer.OrdinalIgnoreCase);
        var now = after.ToDictionary(objective => objective.Name, StringComparer.OrdinalIgnoreCase);
        IEnumerable<SloDefinitionDifference> removed = old.Values.Where(objective => !now.ContainsKey(objective.Name))
            .Select(objective => new SloDefinitionDifference(objective.Name, SloDifferenceKind.Removed, objective.ToString(), null));
        IEnumerable<SloDefinitionDifference> others = now.Values.SelectMany(
            objective => old.TryGetValue(objective.Name, out SloObjective? previous)
            ? Compare(previous, objective)
            : [new SloDefinitionDifference(objective.Name, SloDifferenceKind.Added, null, objective.ToString())]);
        return [.. removed.Concat(others).OrderBy(difference => difference.Name,
            StringComparer.OrdinalIgnoreCase).ThenBy(difference => difference.Kind)];
    }

    private static List<SloDefinitionDifference> Compare(SloObjective before, SloObjective after)
    {
        List<SloDefinitionDifference> all = [];
        void Add(SloDifferenceKind kind, string? was, string? now) => all.Add(new SloDefinitionDifference(after.Name, kind, was, now));

        if (before.TargetRatio != after.TargetRatio)
        {
            Add(after.TargetRatio < before.TargetRatio ? SloDifferenceKind.TargetLoosened : SloDifferenceKind.TargetTightened,
                Percent(before.TargetRatio), Percent(after.TargetRatio));
        }

        TermsChanges.Compare(before, after, Add);
        if (before.LatencyThreshold != after.LatencyThreshold)
        {
            TimeSpan none = TimeSpan.MaxValue;
            Add(
                (after.LatencyThreshold ?? none) > (before.LatencyThreshold ?? none)
                ? SloDifferenceKind.LatencyLoosened : SloDifferenceKind.LatencyTightened,
                Length(before.LatencyThreshold), Length(after.LatencyThreshold));
        }

        if (!AreSame(before.Period, after.Period))
        {
            Add(SloDifferenceKind.Period, Describe(before.Period), Describe(after.Period));
        }

        CompareMeasures(before, after, Add);
        CompareRules(before, after, Add);
        if (before.IsCompact != after.IsCompact || before.Grouping != after.Grouping)
        {
            Add(SloDifferenceKind.History, History(before), History(after));
        }

        CompareTexts(before, after, Add);
        return all;
    }

    private static void CompareMeasures(SloObjective before, SloObjective after, Action<SloDifferenceKind, string?, string?> add)
    {
        if (before.Method != after.Method)
        {
            var isTighter = before.Method.Kind == after.Method.Kind && before.Method.Slice == after.Method.Slice
                && after.Method.SliceTargetRatio > before.Method.SliceTargetRatio;
            SloDifferenceKind kind = isTighter ? SloDifferenceKind.MethodTightened : SloDifferenceKind.Method;
            add(kind, before.Method.ToString(), after.Method.ToString());
        }

        if (before.UnobservedTime != after.UnobservedTime)
        {
            add(SloDifferenceKind.Method, $"unobserved time {before.UnobservedTime}", $"unobserved time {after.UnobservedTime}");
        }

        if (!before.Indicator.Equals(after.Indicator))
        {
            (string was, string now) = IndicatorFacts.Describe(before.Indicator, after.Indicator);
            add(SloDifferenceKind.Indicator, was, now);
        }
    }

    private static void CompareRules(SloObjective before, SloObjective after, Action<SloDifferenceKind, string?, string?> add)
    {
        foreach ((SloDifferenceKind kind, AlertRule? was, AlertRule? now) in RuleChanges.Between(before.Rules, after.Rules))
        {
            add(kind, was is null ? null : Describe(was), now is null ? null : Describe(now));
        }

        const string Groups = "an alert for each group";
        if (before.AlertPerGroup != after.AlertPerGroup)
        {
            add(after.AlertPerGroup ? SloDifferenceKind.RuleAdded : SloDifferenceKind.RuleRemoved,
                before.AlertPerGroup ? Groups : null, after.AlertPerGroup ? Groups : null);
        }
    }

    private static void CompareTexts(SloObjective before, SloObjective after, Action<SloDifferenceKind, string?, string?> add)
    {
        (string What, string? Was, string? Now)[] texts =
        [
            ("name", before.Name, after.Name),
            .. SloObjectiveProperty.All.Where(property => property is { IsFlag: false, Words: null }).Select(property =>
                (property.Label, property.Of(before.Definition)?.ToString(), property.Of(after.Definition)?.ToString())),
            .. Pairs("label", before.Labels, after.Labels), .. Pairs("annotation", before.Annotations, after.Annotations),
        ];
        foreach ((string what, string? was, string? now) in texts.Where(text => text.Was != text.Now))
        {
            add(SloDifferenceKind.Texts, was is null ? null : $"{what} '{was}'", now is null ? null : $"{what} '{now}'");
        }
    }

    private static IEnumerable<(string, string?, string?)> Pairs(
        string what, IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> after) =>
        before.Keys.Union(after.Keys).Order(StringComparer.Ordinal).Select(
            key => ($"{what} {key}", before.GetValueOrDefault(key), after.GetValueOrDefault(key)));

    private static bool AreSame(SloPeriod one, SloPeriod other) => one.Length == other.Length && one.Unit == other.Unit
        && one.Count == other.Count
        && one.Anchor == other.Anchor && one.TimeZone?.Id == other.TimeZone?.Id;

    private static string Describe(SloPeriod period) => period.IsRolling
        ? $"{period} rolling"
        : string.Create(CultureInfo.InvariantCulture, $"{period} from {period.Anchor:yyyy-MM-dd HH:mm:ss}");

    // The text of a rule, and what it does not contain.
    private static string Describe(AlertRule rule)
    {
        string[] more =
        [
            .. from value in rule.Definition.Values
               where value.Key != rule.Definition.Basis.Condition && value.Key.Effect != AlertRuleEffect.OtherRule
               let text = AlertRuleArgument.Format(value.Value)
               select value.Key.Unit == AlertRuleUnit.Word ? text.ToLowerInvariant() : $"{value.Key.Label} {text}",
        ];
        return more.Length == 0 ? rule.ToString()! : $"{rule} ({string.Join(", ", more)})";
    }

    private static string History(SloObjective objective) => (objective.IsCompact ? "compact" : "full")
        + (objective.Grouping is { } grouping ? string.Create(CultureInfo.InvariantCulture,
            $", by {grouping.Label} up to {grouping.Maximum}") : "");

    private static string Percent(decimal ratio) => string.Create(CultureInfo.InvariantCulture, $"{ratio * 100:0.##########} %");

    private static string? Length(TimeSpan? length) => length is null ? null : SloDuration.Format(length.Value);
}
