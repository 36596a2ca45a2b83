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

    // The value of the first condition is that of the alert: the ratio of the long window.
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
