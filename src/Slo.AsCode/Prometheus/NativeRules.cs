using static Slo.AsCode.Prometheus.NativeNames;

namespace Slo.AsCode.Prometheus;

/// <summary>The rules of one objective by our names: a group for the windows of its rules, and one for its period.</summary>
internal sealed class NativeRules
{
    private readonly SloObjective _objective;
    private readonly PrometheusRulesOptions _options;
    private readonly EventQueries _events;
    private readonly NativeAlerts _alerts;
    private readonly IReadOnlyList<AlertGroup> _groups;
    private readonly KeyValuePair<string, string>[] _identity;

    internal NativeRules(SloObjective objective, PrometheusRulesOptions options)
    {
        _objective = objective;
        _options = options;
        _events = EventQueries.Of(objective, options);
        _identity = [new(Name, objective.Name), .. options.ExtraLabels.OrderBy(label => label.Key, StringComparer.Ordinal)];
        _alerts = new NativeAlerts(objective, options, _events, _identity, Select);
        _groups = AlertGroup.Of(objective, options.AlertPerRule);
    }

    internal IEnumerable<RuleGroup> Groups()
    {
        TimeSpan[] windows =
            [.. _objective.BurnRateRules.SelectMany(rule => (TimeSpan[])[rule.ShortWindow, rule.LongWindow]).Distinct().Order()];
        yield return new RuleGroup($"slo-{_objective.Name}", _options.Interval,
            [.. Metadata(), .. windows.SelectMany(window => Counts(window).Concat(Ratios(window))), .. Alerts(needsPeriod: false)]);
        if (_objective.Period.IsRolling)
        {
            yield return new RuleGroup($"slo-{_objective.Name}-period", _options.PeriodInterval ?? _options.Interval,
                [.. OfPeriod(windows), .. Alerts(needsPeriod: true)]);
        }
    }

    private IEnumerable<Rule> Alerts(bool needsPeriod) =>
        _groups.Where(group => RuleAlerts.NeedsPeriod(group.First) == needsPeriod).Select(_alerts.Of).OfType<Rule>();

    private string Select(string record, TimeSpan? window = null) => record + PromText.Selector(window is { } length
        ? [.. _identity, new(Window, SloDuration.Format(length))]
        : _identity);

    private IEnumerable<Rule> Metadata()
    {
        yield return Record(Target, $"vector({PromNumber.Format(_objective.TargetRatio)})");
        yield return Record(Budget, $"vector({PromNumber.Format(1 - _objective.TargetRatio)})");
        yield return Record(PeriodDays, $"vector({PromNumber.Format((decimal)_objective.Period.Length.Ticks / TimeSpan.TicksPerDay)})");
        yield return Record(Info, "vector(1)",
            new("slo_display_name", _objective.DisplayName
                ?? ""), new("slo_indicator", _objective.Indicator.Describe()), new(Owner, _objective.Owner ?? ""),
            new("slo_period", _objective.Period.ToString()), new("slo_target_percent", PromNumber.Format(_objective.TargetRatio * 100)));
        foreach (BurnRateRule rule in _objective.BurnRateRules.DistinctBy(rule => (rule.LongWindow, rule.ShortWindow, rule.Severity)))
        {
            yield return Record(Factor, $"vector({PromNumber.Format(rule.Factor)})",
                new("severity", rule.Severity.Word()),
                new(LongWindow, SloDuration.Format(rule.LongWindow)), new(ShortWindow, SloDuration.Format(rule.ShortWindow)));
        }
    }

    private IEnumerable<Rule> Ratios(TimeSpan window)
    {
        yield return OfWindow(BadRatio, _events.BadRatio(window), window);
        yield return OfWindow(BurnRate, $"{Select(BadRatio, window)} / {PromNumber.Format(1 - _objective.TargetRatio)}", window);
    }

    /// <summary>What guards of the rules ask of a window.</summary>
    private IEnumerable<Rule> Counts(TimeSpan window)
    {
        BurnRateRule[] rules = [.. _objective.BurnRateRules.Where(rule => rule.LongWindow == window)];
        var units = _objective.BurnRateRules.Any(rule =>
            rule.Settings.Confidence is not null && (rule.LongWindow == window || rule.ShortWindow == window))
            ? UnitsOf(_objective) : null;
        (string Name, string? Expr)[] counts =
        [
            (Events, units == Events || rules.Any(rule => rule.MinimumEvents > 0) ? _events.Count(window) : null),
            (BadEvents, rules.Any(rule => rule.Settings.MinimumBadEvents > 0) ? _events.BadCount(window) : null),
            (Slices, units == Slices ? _events.Units(window) : null),
        ];
        return counts.Where(count => count.Expr is not null).Select(count => OfWindow(count.Name, count.Expr!, window));
    }

    private Rule OfWindow(string name, string expr, TimeSpan window) =>
        Record(name, expr, new KeyValuePair<string, string>(Window, SloDuration.Format(window)));

    private IEnumerable<Rule> OfPeriod(TimeSpan[] windows)
    {
        TimeSpan period = _objective.Period.Length;
        var isWindow = windows.Contains(period);
        if (_events.Count(period) is { } count && !(isWindow && Counts(period).Any(rule => rule.Name == Events)))
        {
            yield return OfWindow(Events, count, period);
        }

        foreach (Rule rule in isWindow ? [] : Ratios(period))
        {
            yield return rule;
        }

        TimeSpan forecast = _objective.BurnRateRules.Count > 0 ? _objective.BurnRateRules[0].LongWindow : period;
        yield return Record(Compliance, $"1 - {Select(BadRatio, period)}");
        yield return Record(Remaining, $"1 - {Select(BurnRate, period)}");
        yield return Record(Exhaustion,
            $"clamp_min({Select(Remaining)}, 0) * {(long)period.TotalSeconds}\n/ ignoring ({Window})\n({Select(BurnRate, forecast)} > 0)");
    }

    private Rule Record(string name, string expr, params IEnumerable<KeyValuePair<string, string>> more)
    {
        SortedDictionary<string, string> labels = new(StringComparer.Ordinal);
        foreach ((string key, string value) in ObjectiveLabels.Of(_objective).Concat(_identity).Concat(more)
            .Where(label => label.Value.Length > 0))
        {
            labels[key] = value;
        }

        if (_objective.Service is { Length: > 0 } service)
        {
            labels[Service] = service;
        }

        return new Rule(name, expr, [.. labels]);
    }
}
