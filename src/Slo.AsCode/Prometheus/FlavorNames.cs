using Slo.Shared;

namespace Slo.AsCode.Prometheus;

/// <summary>What is recorded of an objective, by the names of the flavour, for who reads the rules: tests and dashboards.</summary>
internal sealed class FlavorNames
{
    private readonly SloObjective _objective;
    private readonly bool _isSloth;
    private readonly bool _isPerRule;
    private readonly KeyValuePair<string, string>[] _identity;
    private readonly IReadOnlyList<AlertGroup> _groups;

    internal FlavorNames(SloObjective objective, PrometheusRulesOptions options)
    {
        _objective = objective;
        _isSloth = options.Flavor == PrometheusFlavor.Sloth;
        _isPerRule = options.AlertPerRule && !_isSloth;
        _groups = AlertGroup.Of(objective, _isPerRule);
        _identity = _isSloth
            ? SlothRules.Identity(objective, options)
            : [new(NativeNames.Name, objective.Name), .. options.ExtraLabels.OrderBy(label => label.Key, StringComparer.Ordinal)];
    }

    /// <summary>The ratios of all windows.</summary>
    internal string Ratios => _isSloth
        ? "{__name__=~\"slo:sli_error:ratio_rate.*\", " + PromText.Selector(_identity)[1..]
        : NativeNames.BadRatio + PromText.Selector(_identity);

    internal string Remaining =>
        (_isSloth ? "slo:period_error_budget_remaining:ratio" : NativeNames.Remaining) + PromText.Selector(_identity);

    /// <summary>The alert of a rule while it fires; rules may share one.</summary>
    internal string Alert(AlertRule rule)
    {
        AlertGroup group = _groups.First(group => group.Rules.Contains(rule));
        return "ALERTS" + PromText.Selector(
        [
            new("alertname", _isSloth ? SlothAlerts.Name(_objective, rule) : AlertSettings.Name(_objective.Annotations)),
            _identity[0],
            _isSloth
                ? new("sloth_severity", rule.Severity.Word())
                : new(AlertNames.Severity, AlertSettings.Severity(_objective.Annotations, rule.Severity)),
            new(AlertGroup.LabelName, group.Label ?? ""),
            .. Windows(rule),
            new("alertstate", "firing"),
        ]);
    }

    /// <summary>The series that a window's rules record.</summary>
    /// <param name="window">The window.</param>
    /// <param name="badRatio">The share of it that was bad.</param>
    /// <param name="count">The number of events, and of slices.</param>
    internal IEnumerable<(string Series, decimal Value)> Records(TimeSpan window, decimal badRatio, decimal count)
    {
        if (_isSloth)
        {
            return [(SlothRules.Ratio(window) + PromText.Selector(_identity), badRatio)];
        }

        var labels = PromText.Selector([.. _identity, new(NativeNames.Window, SloDuration.Format(window))]);
        return
        [
            (NativeNames.BadRatio + labels, badRatio), (NativeNames.Events + labels, count),
            (NativeNames.BadEvents + labels, badRatio * count), (NativeNames.Slices + labels, count),
        ];
    }

    private IEnumerable<KeyValuePair<string, string>> Windows(AlertRule rule) => !_isPerRule || rule is not BurnRateRule burn
        ? []
        :
        [
            new(NativeNames.Window, SloDuration.Format(burn.LongWindow)),
            new(NativeNames.ShortWindow, SloDuration.Format(burn.ShortWindow)),
            new(NativeNames.RuleFactor, PromNumber.Format(burn.Factor)),
        ];
}
