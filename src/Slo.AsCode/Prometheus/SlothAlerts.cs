namespace Slo.AsCode.Prometheus;

/// <summary>One alert a severity, whatever the number of rules; the other kinds of rules, which Sloth has not, one each.</summary>
internal sealed class SlothAlerts(
    SloObjective objective, EventQueries events, KeyValuePair<string, string>[] identity, Func<string, string> select)
{
    internal IEnumerable<Rule> All()
    {
        foreach (AlertSeverity severity in (AlertSeverity[])[AlertSeverity.Page, AlertSeverity.Ticket])
        {
            // Rules that wait differently cannot share an alert.
            foreach (var same in objective.BurnRateRules.Where(rule => rule.Severity == severity)
                .GroupBy(rule => (rule.Settings.Hold, rule.Settings.KeepFiring)))
            {
                yield return Alert(same.First(), string.Join("\nor\n", same.Select(Condition)),
                    $"({severity.Word()}) {{{{$labels.sloth_service}}}} {{{{$labels.sloth_slo}}}} SLO error budget burn rate is too fast.",
                    "{{$labels.sloth_service}} {{$labels.sloth_slo}} SLO error budget burn rate is over expected.");
            }
        }

        foreach (AlertRule rule in objective.Rules)
        {
            if (RuleAlerts.Find(rule) is { } alert && (objective.Period.IsRolling || !alert.NeedsPeriod)
                && alert.Condition(rule, Recorded) is { } condition)
            {
                KeyValuePair<string, string>[] texts = [.. AlertTexts.Of(objective, alert.Texts(rule, objective))];
                yield return Alert(rule, condition, texts[0].Value, texts[1].Value, identity);
            }
        }
    }

    /// <summary>What Sloth would call it; kinds that it has not go by our names.</summary>
    internal static string Name(SloObjective objective, AlertRule rule) =>
        rule is BurnRateRule ? AlertWords.Name(objective) ?? objective.Name : NativeNames.AlertOf(rule);

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
        AlertRule rule, string condition, string title, string summary, IEnumerable<KeyValuePair<string, string>>? labels = null) =>
        new(Name(objective, rule), condition, AlertWords.Merge(
            [new("sloth_severity", rule.Severity.Word())], [.. labels ?? [], .. AlertWords.Labels(objective, rule.Severity)]))
        {
            IsAlert = true,
            For = rule.Settings.Hold,
            KeepFiringFor = rule.Settings.KeepFiring,
            Annotations = AlertWords.Merge(
                [new("title", title), new("summary", summary)],
                AlertWords.Annotations(objective, rule.Severity)),
        };
}
