using Slo.Shared;

namespace Slo.AsCode.Prometheus;

/// <summary>One alert a severity, whatever the number of rules; the other kinds of rules, which Sloth has not, one each.</summary>
internal sealed class SlothAlerts(
    SloObjective objective, EventQueries events, KeyValuePair<string, string>[] identity, Func<string, string> select)
{
    internal IEnumerable<Rule> All()
    {
        // Pages first, then tickets, then the kinds of rules that Sloth has not.
        foreach (AlertGroup group in AlertGroup.Of(objective, isPerRule: false)
            .OrderBy(group => group.First is not BurnRateRule ? 2 : group.First.Severity == AlertSeverity.Page ? 0 : 1))
        {
            if (group.First is BurnRateRule)
            {
                yield return Alert(group, string.Join("\nor\n", group.Rules.Cast<BurnRateRule>().Select(Condition)),
                    $"({group.First.Severity.Word()}) {{{{$labels.sloth_service}}}} {{{{$labels.sloth_slo}}}} "
                        + "SLO error budget burn rate is too fast.",
                    "{{$labels.sloth_service}} {{$labels.sloth_slo}} SLO error budget burn rate is over expected.", []);
            }
            else if (RuleAlerts.Find(group.First) is { } alert && (objective.Period.IsRolling || !alert.NeedsPeriod)
                && alert.Condition(group.First, Recorded) is { } condition)
            {
                KeyValuePair<string, string>[] texts = [.. AlertTexts.Of(objective, alert.Texts(group.First, objective))];
                yield return Alert(group, condition, texts[0].Value, texts[1].Value, identity);
            }
        }
    }

    /// <summary>What Sloth would call it; kinds of rules that it has not have our name.</summary>
    internal static string Name(SloObjective objective, AlertRule rule) => rule is BurnRateRule
        ? objective.Annotations.GetValueOrDefault(AlertSettings.NameKey, objective.Name)
        : AlertSettings.Name(objective.Annotations);

    private RecordedQueries Recorded => new(
        select("slo:period_error_budget_remaining:ratio"),
        $"clamp_min({select("slo:period_error_budget_remaining:ratio")}, 0) * {(long)objective.Period.Length.TotalSeconds}\n"
            + $"/ ignoring (sloth_window)\n({select(SlothRules.Ratio(Forecast))} / {PromNumber.Format(1 - objective.TargetRatio)} > 0)\n",
        events);

    private TimeSpan Forecast => objective.BurnRateRules.Count > 0 ? objective.BurnRateRules[0].LongWindow : objective.Period.Length;

    private string Condition(BurnRateRule rule)
    {
        IEnumerable<string> conditions = ((TimeSpan[])[rule.ShortWindow, rule.LongWindow]).Distinct()
            .SelectMany(window => Reaches(rule, window)).Concat(Minima(rule));
        return $"(\n{string.Join("\n    and\n", conditions.Select(condition => "    " + condition))}\n)";
    }

    private IEnumerable<string> Reaches(BurnRateRule rule, TimeSpan window)
    {
        var threshold = Guards.Threshold(rule, objective);
        var limit = PromNumber.Format(threshold);
        var ratio = select(SlothRules.Ratio(window));
        yield return $"max({ratio} {Guards.Comparison(rule)} {limit}) without (sloth_window)";
        if (rule.Settings.Confidence is { } confidence && events.Units(window) is { } units)
        {
            var deviation = PromNumber.Format(Guards.Deviation(threshold, confidence));
            yield return $"max({ratio} - on () group_left () {deviation} / sqrt({units}) >= {limit}) without (sloth_window)";
        }
    }

    private IEnumerable<string> Minima(BurnRateRule rule)
    {
        if (rule.MinimumEvents > 0 && events.Count(rule.LongWindow) is { } count)
        {
            yield return FormattableString.Invariant($"on () ({count} >= {rule.MinimumEvents})");
        }

        if (rule.Settings.MinimumBadEvents > 0 && events.BadCount(rule.LongWindow) is { } bad)
        {
            yield return $"on () ({bad} {Guards.Least(rule.Settings.MinimumBadEvents)})";
        }
    }

    private Rule Alert(
        AlertGroup group, string condition, string title, string summary, IEnumerable<KeyValuePair<string, string>> labels)
    {
        AlertSeverity severity = group.First.Severity;
        return new(Name(objective, group.First), condition, AlertPairs.Merge(
            [.. group.Labels, new("sloth_severity", severity.Word())],
            [.. labels, .. AlertSettings.Labels(objective.Annotations, severity)]))
        {
            IsAlert = true,
            For = group.First.Settings.Hold,
            KeepFiringFor = group.First.Settings.KeepFiring,
            Annotations = AlertPairs.Merge(
                [new("title", title), new("summary", summary)], AlertSettings.Annotations(objective.Annotations, severity)),
        };
    }
}
