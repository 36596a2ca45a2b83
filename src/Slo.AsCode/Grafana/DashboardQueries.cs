using Slo.AsCode.Prometheus;

namespace Slo.AsCode.Grafana;

/// <summary>What the dashboard asks, by the names of the flavour. <c>$objective</c> is the reader's choice.</summary>
internal sealed class DashboardQueries
{
    private readonly bool _isSloth;
    private readonly IReadOnlyList<SloObjective> _objectives;
    private readonly string _selected;
    private readonly string _chosen;

    internal DashboardQueries(IReadOnlyList<SloObjective> objectives, PrometheusRulesOptions options)
    {
        _isSloth = options.Flavor == PrometheusFlavor.Sloth;
        _objectives = objectives;
        Label = _isSloth ? "sloth_id" : NativeNames.Name;
        Values = [.. objectives.Select(objective => _isSloth ? SlothRules.Identity(objective, options)[0].Value : objective.Name)];
        _chosen = $"{Label}=~\"$objective\"";
        _selected = string.Concat(options.ExtraLabels.OrderBy(label => label.Key, StringComparer.Ordinal)
            .Select(label => $", {label.Key}={PromText.Literal(label.Value)}"));
    }

    /// <summary>The label that names an objective.</summary>
    internal string Label { get; }

    /// <summary>The legend of each series.</summary>
    internal IReadOnlyList<string> Values { get; }

    internal string Target => Of("slo:objective:ratio", NativeNames.Target);

    internal string Compliance => _isSloth
        ? $"1 - {Of("slo:period_burn_rate:ratio", "")} * on (sloth_id) group_left () {Of("slo:error_budget:ratio", "")}"
        : Of("", NativeNames.Compliance);

    internal string Remaining => Of("slo:period_error_budget_remaining:ratio", NativeNames.Remaining);

    /// <summary>The fastest of all windows: what deserves a look first.</summary>
    internal string HighestBurnRate => _isSloth
        ? Of("slo:current_burn_rate:ratio", "")
        : $"max by ({Label}) ({Of("", NativeNames.BurnRate)})";

    internal string Firing => $"sum by ({Label}) ({Alerts("firing")})";

    /// <summary>Each window's burn rate, and what it is called.</summary>
    internal IEnumerable<(string Expr, string Legend)> BurnRates => _isSloth
        ? Windows().Select(window => (
            $"{SlothRules.Ratio(window)}{{{_chosen}{_selected}}} / on (sloth_id) group_left () {Of("slo:error_budget:ratio", "")}",
            $"{{{{sloth_id}}}} {SlothRules.Duration(window)}"))
        : [(Of("", NativeNames.BurnRate), $"{{{{{NativeNames.Name}}}}} {{{{{NativeNames.Window}}}}}")];

    /// <summary>The lines that burn rates must not reach.</summary>
    internal IEnumerable<(string Expr, string Legend)> Factors => _isSloth
        ? _objectives.SelectMany(objective => objective.BurnRateRules).Select(rule => PromNumber.Format(rule.Factor))
            .Distinct(StringComparer.Ordinal)
            .Select(factor => ($"vector({factor})", $"factor {factor}"))
        : [(Of("", NativeNames.Factor), $"{{{{severity}}}} {{{{{NativeNames.LongWindow}}}}}/{{{{{NativeNames.ShortWindow}}}}}")];

    internal IEnumerable<(string Expr, string Legend)> BadRatios => _isSloth
        ? Windows().Select(window => (
            $"{SlothRules.Ratio(window)}{{{_chosen}{_selected}}}", $"{{{{sloth_id}}}} {SlothRules.Duration(window)}"))
        : [(Of("", NativeNames.BadRatio), $"{{{{{NativeNames.Name}}}}} {{{{{NativeNames.Window}}}}}")];

    internal string Alerts(string state) => $"ALERTS{{{_chosen}, alertstate=\"{state}\"}}";

    internal string AlertLegend(string state) => $"{{{{alertname}}}} {{{{{Label}}}}} "
        + $"{{{{{(_isSloth ? "sloth_severity" : "severity")}}}}} {{{{{AlertGroup.LabelName}}}}} {state}";

    private string Of(string sloth, string native) => $"{(_isSloth ? sloth : native)}{{{_chosen}{_selected}}}";

    private IEnumerable<TimeSpan> Windows() =>
        _objectives.SelectMany(objective => objective.BurnRateRules)
            .SelectMany(rule => (TimeSpan[])[rule.ShortWindow, rule.LongWindow]).Distinct().Order();
}
