using static Slo.AsCode.Prometheus.NativeNames;

namespace Slo.AsCode.Prometheus;

/// <summary>An alert for each rule of an objective, over what the native flavour records.</summary>
internal sealed class NativeAlerts(
    SloObjective objective, EventQueries events, KeyValuePair<string, string>[] identity, Func<string, TimeSpan?, string> select)
{
    /// <summary>The alert, or null if it cannot be expressed (see <see cref="RuleLosses"/>).</summary>
    internal Rule? Of(AlertRule rule)
    {
        if (rule is BurnRateRule burn)
        {
            return Alert(burn, Condition(burn), AlertTexts.Of(objective, burn), BurnLabels(burn));
        }

        return RuleAlerts.Find(rule) is { } alert && alert.Condition(rule, Recorded) is { } condition
            ? Alert(rule, condition, AlertTexts.Of(objective, alert.Texts(rule, objective)))
            : null;
    }

    private RecordedQueries Recorded => new(select(Remaining, null), select(Exhaustion, null) + " ", events);

    private string Condition(BurnRateRule rule)
    {
        IEnumerable<string> conditions =
        [
            .. ((TimeSpan[])[rule.LongWindow, rule.ShortWindow]).Distinct().Select(window => Reaches(rule, window)),
            .. rule.MinimumEvents > 0 && IsCounted(rule)
                ? (string[])[FormattableString.Invariant($"{select(Events, rule.LongWindow)} >= {rule.MinimumEvents}")] : [],
            .. rule.Settings.MinimumBadEvents > 0 && IsCounted(rule)
                ? (string[])[FormattableString.Invariant(
                    $"{select(BadRatio, rule.LongWindow)} * {select(Events, rule.LongWindow)} > {rule.Settings.MinimumBadEvents - 0.5m}")]
                    : [],
        ];
        return string.Join($"\nand ignoring ({Window})\n", conditions);
    }

    private string Reaches(BurnRateRule rule, TimeSpan window)
    {
        var threshold = Guards.Threshold(rule, objective);
        var comparison = rule.Comparison == ThresholdComparison.Above ? ">" : ">=";
        var bound = rule.Settings.Confidence is { } confidence && IsCounted(rule)
            ? $" - {PromNumber.Format(Guards.Deviation(threshold, confidence))} / sqrt({select(Events, window)})"
            : "";
        return $"{select(BadRatio, window)}{bound} {comparison} {PromNumber.Format(threshold)}";
    }

    private bool IsCounted(BurnRateRule rule) => events.Count(rule.LongWindow) is not null;

    private static IEnumerable<KeyValuePair<string, string>> BurnLabels(BurnRateRule rule) =>
    [
        new(Window, SloDuration.Format(rule.LongWindow)),
        new(ShortWindow, SloDuration.Format(rule.ShortWindow)),
        new(RuleFactor, PromNumber.Format(rule.Factor)),
    ];

    private Rule Alert(
        AlertRule rule, string condition, IEnumerable<KeyValuePair<string, string>> texts,
        IEnumerable<KeyValuePair<string, string>>? labels = null) =>
        new(AlertWords.Name(objective) ?? AlertOf(rule), condition, AlertWords.Merge(
            [.. labels ?? [], new("severity", rule.Severity.Word())],
            [
                .. ObjectiveLabels.Of(objective),
                .. identity,
                .. Given(Service, objective.Service),
                .. Given(Owner, objective.Owner),
                .. AlertWords.Labels(objective, rule.Severity),
            ]))
        {
            IsAlert = true,
            For = rule.Settings.Hold,
            KeepFiringFor = rule.Settings.KeepFiring,
            Annotations = AlertWords.Merge(texts, AlertWords.Annotations(objective, rule.Severity)),
        };

    private static IEnumerable<KeyValuePair<string, string>> Given(string key, string? value) =>
        string.IsNullOrEmpty(value) ? [] : [KeyValuePair.Create(key, value)];
}
