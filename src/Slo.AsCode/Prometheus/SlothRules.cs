using System.Globalization;
using Slo.AsCode.OpenSlo;

namespace Slo.AsCode.Prometheus;

/// <summary>The rules of one objective by Sloth's names: three groups, for ratios, metadata and alerts.</summary>
internal sealed class SlothRules
{
    // Sloth records these whatever is alerted on.
    private static readonly TimeSpan[] Catalogue =
    [
        TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(1), TimeSpan.FromHours(2), TimeSpan.FromHours(6),
        TimeSpan.FromDays(1), TimeSpan.FromDays(3),
    ];

    private readonly SloObjective _objective;
    private readonly PrometheusRulesOptions _options;
    private readonly EventQueries _events;
    private readonly string _id;
    private readonly KeyValuePair<string, string>[] _selected;
    private readonly string _budget;

    internal SlothRules(SloObjective objective, PrometheusRulesOptions options)
    {
        _objective = objective;
        _options = options;
        _events = EventQueries.Of(objective, options);
        _selected = Identity(objective, options);
        _id = _selected[0].Value;
        _budget = PromNumber.Format(1 - objective.TargetRatio);
    }

    internal IEnumerable<RuleGroup> Groups()
    {
        TimeSpan[] windows = [.. Windows()];
        TimeSpan current = windows.Length > 0 ? windows[0] : _objective.Period.Length;
        IEnumerable<TimeSpan> period = _objective.Period.IsRolling ? [_objective.Period.Length] : [];
        yield return new($"sloth-slo-sli-recordings-{_id}", _options.Interval,
            [.. windows.Concat(period).Distinct().Select(window => Record(Ratio(window), _events.BadRatio(window),
                KeyValuePair.Create("sloth_window", Duration(window))))]);
        yield return new($"sloth-slo-meta-recordings-{_id}", _options.Interval, [.. Metadata(current)]);
        SlothAlerts alerts = new(_objective, _events, _selected, Select);
        yield return new($"sloth-slo-alerts-{_id}", _options.Interval, [.. alerts.All()]);
    }

    /// <summary>The labels that identify the series of this objective; the id first.</summary>
    internal static KeyValuePair<string, string>[] Identity(SloObjective objective, PrometheusRulesOptions options)
    {
        var service = objective.Service ?? "default";
        var name = objective.Annotations.GetValueOrDefault(AnnotationNames.SlothName, objective.Name);
        return
        [
            new("sloth_id", $"{service}-{name}"), new("sloth_service", service), new("sloth_slo", name),
            .. options.ExtraLabels.OrderBy(label => label.Key, StringComparer.Ordinal),
        ];
    }

    /// <summary>As Prometheus itself writes durations: 1w for 7 days, 4w for 28.</summary>
    internal static string Duration(TimeSpan duration)
    {
        foreach ((string unit, int days) in (ReadOnlySpan<(string, int)>)[("y", 365), ("w", 7)])
        {
            if (duration.Ticks % (days * TimeSpan.TicksPerDay) == 0)
            {
                return (duration.Ticks / (days * TimeSpan.TicksPerDay)).ToString(CultureInfo.InvariantCulture) + unit;
            }
        }

        return SloDuration.Format(duration);
    }

    internal static string Ratio(TimeSpan window) => "slo:sli_error:ratio_rate" + Duration(window);

    private IEnumerable<TimeSpan> Windows()
    {
        IEnumerable<TimeSpan> own = _objective.BurnRateRules.SelectMany(rule => (TimeSpan[])[rule.ShortWindow, rule.LongWindow]);
        var isComplete = _objective.BurnRateRules.Select(rule => rule.Severity).Distinct().Count() == 2;
        return own.Concat(isComplete || _objective.Period.Length <= TimeSpan.FromDays(1) ? [] : Catalogue.Where(Fits)).Distinct().Order();
    }

    private bool Fits(TimeSpan window) => window <= _objective.Period.Length
        && (_objective.Method.Slice == TimeSpan.Zero || window.Ticks % _objective.Method.Slice.Ticks == 0);

    private string Select(string record) => record + PromText.Selector(_selected);

    private IEnumerable<Rule> Metadata(TimeSpan current)
    {
        yield return Record("slo:objective:ratio", $"vector({PromNumber.Format(_objective.TargetRatio)})");
        yield return Record("slo:error_budget:ratio", $"vector({_budget})");
        yield return Record("slo:time_period:days",
            $"vector({PromNumber.Format((decimal)_objective.Period.Length.Ticks / TimeSpan.TicksPerDay)})");
        yield return Record("slo:current_burn_rate:ratio", Burn(current));
        if (_objective.Period.IsRolling)
        {
            yield return Record("slo:period_burn_rate:ratio", Burn(_objective.Period.Length));
            yield return Record("slo:period_error_budget_remaining:ratio", "1 - " + Select("slo:period_burn_rate:ratio"));
        }

        yield return Record("sloth_slo_info", "vector(1)",
            new("sloth_mode", "slo"), new("sloth_objective", PromNumber.Format(_objective.TargetRatio * 100)), new("sloth_spec", "slo"));
    }

    private string Burn(TimeSpan window) =>
        $"{Select(Ratio(window))}\n/ on(sloth_id, sloth_slo, sloth_service) group_left\n{Select("slo:error_budget:ratio")}";

    private Rule Record(string name, string expr, params IEnumerable<KeyValuePair<string, string>> more)
    {
        SortedDictionary<string, string> labels = new(StringComparer.Ordinal);
        foreach ((string key, string value) in ObjectiveLabels.Of(_objective).Concat(_selected).Concat(more))
        {
            labels[key] = value;
        }

        return new Rule(name, expr, [.. labels]);
    }
}
