using Slo.Shared;
using static Slo.AsCode.Prometheus.NativeNames;

namespace Slo.AsCode.Prometheus;

/// <summary>The alerts of an objective, over what the native flavour records.</summary>
internal sealed class NativeAlerts(
    SloObjective objective, PrometheusRulesOptions options, EventQueries events, KeyValuePair<string, string>[] identity,
    Func<string, TimeSpan?, string> select)
{
    /// <summary>The alert, or null if it cannot be expressed (see <see cref="RuleLosses"/>).</summary>
    internal Rule? Of(AlertGroup group)
    {
        if (group.First is BurnRateRule first)
        {
            BurnRateRule[] rules = [.. group.Rules.Cast<BurnRateRule>()];
            return options.AlertPerRule
                ? Alert(group, Condition(first), AlertTexts.Of(objective, rules), BurnLabels(first))
                : Alert(group, Joined(rules), AlertTexts.Of(objective, rules));
        }

        return RuleAlerts.Find(group.First) is { } alert && alert.Condition(group.First, Recorded) is { } condition
            ? Alert(group, condition, AlertTexts.Of(objective, alert.Texts(group.First, objective)))
            : null;
    }

    private RecordedQueries Recorded => new(select(Remaining, null), select(Exhaustion, null) + " ", events);

    // Without the window the alert has the same labels whichever rule holds. The value is the highest ratio of a long window.
    private string Joined(BurnRateRule[] rules) =>
        $"max without ({Window}) (\n{string.Join("\nor\n", rules.Select(Condition))}\n)";

    // The value of the first condition is that of the rule: the ratio of the long window.
    private string Condition(BurnRateRule rule)
    {
        IEnumerable<string> conditions = ((TimeSpan[])[rule.LongWindow, rule.ShortWindow]).Distinct()
            .SelectMany(window => Reaches(rule, window)).Concat(Minima(rule));
        return string.Join($"\nand ignoring ({Window})\n", conditions);
    }

    private IEnumerable<string> Reaches(BurnRateRule rule, TimeSpan window)
    {
        var threshold = Guards.Threshold(rule, objective);
        var limit = PromNumber.Format(threshold);
        yield return $"{select(BadRatio, window)} {Guards.Comparison(rule)} {limit}";
        if (rule.Settings.Confidence is { } confidence && events.Units(window) is not null)
        {
            var deviation = PromNumber.Format(Guards.Deviation(threshold, confidence));
            yield return $"{select(BadRatio, window)} - {deviation} / sqrt({select(UnitsOf(objective), window)}) >= {limit}";
        }
    }

    private IEnumerable<string> Minima(BurnRateRule rule)
    {
        if (rule.MinimumEvents > 0 && events.Count(rule.LongWindow) is not null)
        {
            yield return FormattableString.Invariant($"{select(Events, rule.LongWindow)} >= {rule.MinimumEvents}");
        }

        if (rule.Settings.MinimumBadEvents > 0 && events.BadCount(rule.LongWindow) is not null)
        {
            yield return $"{select(BadEvents, rule.LongWindow)} {Guards.Least(rule.Settings.MinimumBadEvents)}";
        }
    }

    private static IEnumerable<KeyValuePair<string, string>> BurnLabels(BurnRateRule rule) =>
    [
        new(Window, SloDuration.Format(rule.LongWindow)),
        new(ShortWindow, SloDuration.Format(rule.ShortWindow)),
        new(RuleFactor, PromNumber.Format(rule.Factor)),
    ];

    private Rule Alert(
        AlertGroup group, string condition, IEnumerable<KeyValuePair<string, string>> texts,
        IEnumerable<KeyValuePair<string, string>>? labels = null)
    {
        AlertSeverity severity = group.First.Severity;
        return new(AlertSettings.Name(objective.Annotations), condition, AlertPairs.Merge(
            [.. labels ?? [], .. group.Labels, new(AlertNames.Severity, severity.Word())],
            [
                .. ObjectiveLabels.Of(objective),
                .. identity,
                .. Given(Service, objective.Service),
                .. Given(Owner, objective.Owner),
                .. AlertSettings.Labels(objective.Annotations, severity),
            ]))
        {
            IsAlert = true,
            For = group.First.Settings.Hold,
            KeepFiringFor = group.First.Settings.KeepFiring,
            Annotations = AlertPairs.Merge(texts, AlertSettings.Annotations(objective.Annotations, severity)),
        };
    }

    private static IEnumerable<KeyValuePair<string, string>> Given(string key, string? value) =>
        string.IsNullOrEmpty(value) ? [] : [KeyValuePair.Create(key, value)];
}
