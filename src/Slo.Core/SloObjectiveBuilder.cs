using Slo.Evaluation;

namespace Slo;

/// <summary>Declares an objective. Nothing is checked until <see cref="Build"/>, which then reports every fault at once.</summary>
/// <remarks>Not thread-safe. Defaults: events recorded by code, 30 days rolling, occurrences, the default rules of the period. The target has none.</remarks>
/// <param name="name">The objective's name: letters, digits, '-', '_' and '.', at most 63.</param>
public sealed partial class SloObjectiveBuilder(string name)
{
    // One bad event in a million millions: a smaller budget is a target of 100 % in disguise.
    private const decimal SmallestBudget = 0.000000000001m;

    private readonly List<string> _faults = [];
    private readonly List<string> _warnings = [];
    private readonly Dictionary<string, string> _labels = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _annotations = new(StringComparer.Ordinal);
    private string? _displayName;
    private string? _service;
    private string? _description;
    private string? _owner;
    private SloIndicator _indicator = SloIndicator.Manual;
    private IReadOnlyList<string> _indicatorFaults = [];
    private TimeSpan? _latencyThreshold;
    private decimal? _targetRatio;
    private string? _targetFault;
    private bool _isTargetUnreadable;
    private SloPeriod _period = SloPeriod.Rolling(TimeSpan.FromDays(30));
    private BudgetingMethod _method = BudgetingMethod.Occurrences;
    private bool _isCompact;
    private SloGrouping? _grouping;

    /// <summary>The name given.</summary>
    public string Name { get; } = name;

    /// <summary>The name for people, at most 200 characters.</summary>
    public SloObjectiveBuilder DisplayName(string? value) => With(_displayName = value);

    /// <summary>The service that promises this.</summary>
    public SloObjectiveBuilder Service(string? value) => With(_service = value);

    /// <summary>The service that promises this, unless one was named already.</summary>
    public SloObjectiveBuilder DefaultService(string? value) => With(_service ??= value);

    /// <summary>What is promised and why, at most 1,050 characters.</summary>
    public SloObjectiveBuilder Description(string? value) => With(_description = value);

    /// <summary>The team or person to turn to.</summary>
    public SloObjectiveBuilder Owner(string? value) => With(_owner = value);

    /// <summary>Adds or replaces a label.</summary>
    public SloObjectiveBuilder Label(string key, string value) => With(_labels[key] = value);

    /// <summary>Adds or replaces an annotation: a text for people and tools, at most 2,000 characters.</summary>
    public SloObjectiveBuilder Annotation(string key, string value) => With(_annotations[key] = value);

    /// <summary>What to open when the alert fires: the annotation <c>runbook_url</c>.</summary>
    public SloObjectiveBuilder Runbook(string url) => Annotation("runbook_url", url);

    /// <summary>Where to look when the alert fires: the annotation <c>dashboard_url</c>.</summary>
    public SloObjectiveBuilder Dashboard(string url) => Annotation("dashboard_url", url);

    /// <summary>Where the events come from; default <see cref="SloIndicator.Manual"/>.</summary>
    public SloObjectiveBuilder Indicator(SloIndicator indicator)
    {
        ArgumentNullException.ThrowIfNull(indicator);
        return Indicator(indicator, []);
    }

    /// <summary>Counts requests served by this app; Slo.AspNetCore does the counting.</summary>
    /// <param name="configure">Which requests, which status codes; default: every request, 5xx is bad.</param>
    public SloObjectiveBuilder HttpServer(Action<HttpIndicatorBuilder>? configure = null)
    {
        HttpIndicatorBuilder http = new();
        configure?.Invoke(http);
        return Indicator(http.Build(), http.Faults);
    }

    /// <summary>Counts the measurements of any instrument of this process; Slo.Hosting does the counting. Presets: <see cref="SloObjectivePresets"/>.</summary>
    /// <param name="meter">The name of the meter.</param>
    /// <param name="instrument">The name of the instrument.</param>
    /// <param name="configure">Which measurements count, and which are bad.</param>
    public SloObjectiveBuilder Instrument(string meter, string instrument, Action<InstrumentIndicatorBuilder>? configure = null)
    {
        InstrumentIndicatorBuilder measurements = new(meter, instrument);
        configure?.Invoke(measurements);
        return Indicator(measurements.Build(), measurements.Faults);
    }

    /// <summary>Makes an event good only if it took no longer than this.</summary>
    /// <param name="threshold">Above 0, compared exactly at record time: no histogram bucket is involved.</param>
    public SloObjectiveBuilder FasterThan(TimeSpan threshold) => With(_latencyThreshold = threshold);

    /// <summary>The target in percent: 99.9.</summary>
    /// <param name="percent">From 0 to below 100.</param>
    public SloObjectiveBuilder TargetPercent(decimal percent) => Target(percent / 100, percent switch
    {
        < 0 or > 100 - (100 * SmallestBudget) => FormattableString.Invariant($"target {percent} %") + TargetRule(percent is > 99 and <= 100),
        > 0 and < 1 => FormattableString.Invariant(
            $"target {percent} %: this looks like a ratio; did you mean {percent * 100:0.##########} %? (for a ratio write TargetRatio)"),
        _ => null,
    });

    /// <summary>The target as a share of one: 0.999.</summary>
    /// <param name="ratio">From 0 to below 1.</param>
    public SloObjectiveBuilder TargetRatio(decimal ratio) => Target(ratio, ratio switch
    {
        > 1 and < 100 => FormattableString.Invariant(
            $"target ratio {ratio}: this looks like a percentage; did you mean {ratio / 100:0.##########}? (for a percentage write TargetPercent)"),
        < 0 or > 1 - SmallestBudget => FormattableString.Invariant($"target ratio {ratio}") + TargetRule(ratio is > 0.99m and <= 1),
        _ => null,
    });

    /// <summary>Judges the last stretch of this length, from 1 minute to 400 days.</summary>
    public SloObjectiveBuilder Rolling(TimeSpan period) => Try(() => _period = SloPeriod.Rolling(period));

    /// <summary>Judges calendar periods; see <see cref="SloPeriod.Calendar"/>.</summary>
    public SloObjectiveBuilder Calendar(CalendarUnit unit, string timeZone = "UTC", int count = 1, DateTime? anchor = null) =>
        Try(() => _period = SloPeriod.Calendar(unit, timeZone, count, anchor));

    /// <summary>Budgets slices of time, each good or bad as a whole; see <see cref="BudgetingMethod.Timeslices"/>.</summary>
    public SloObjectiveBuilder Timeslices(TimeSpan slice, decimal sliceTargetRatio) =>
        Try(() => _method = BudgetingMethod.Timeslices(slice, sliceTargetRatio));

    /// <summary>Budgets slices of time by their own ratio; see <see cref="BudgetingMethod.RatioTimeslices"/>.</summary>
    public SloObjectiveBuilder RatioTimeslices(TimeSpan slice) => Try(() => _method = BudgetingMethod.RatioTimeslices(slice));

    /// <summary>Keeps the history small: the old edges of windows get coarser (docs/operations.md has both tables).</summary>
    public SloObjectiveBuilder Compact(bool compact = true) => With(_isCompact = compact);

    /// <summary>Splits the objective into groups, so that it can be seen which of them spends the budget. The total stays exact.</summary>
    /// <param name="label">What the values are, for example <c>tenant</c>.</param>
    /// <param name="maximum">How many groups are kept, from 1 to 1,000, 8 KiB each; events of later values share one more.</param>
    public SloObjectiveBuilder GroupBy(string label, int maximum = 100)
    {
        if (string.IsNullOrWhiteSpace(label) || label.Length > 63 || maximum is < 1 or > 1000)
        {
            _faults.Add(FormattableString.Invariant($"group '{label}' with at most {maximum}: needs a label of 1 to 63 characters and a maximum from 1 to 1000"));
        }

        return With(_grouping = new SloGrouping(label, maximum));
    }

    /// <summary>Reports a fault found while reading the definition from elsewhere; <see cref="Build"/> will list it with its own.</summary>
    /// <param name="fault">Where, what, which value, and what to write instead.</param>
    /// <param name="isOfTarget">Whether it is the target that was given but cannot be read: then it is not called missing besides.</param>
    public SloObjectiveBuilder Fault(string fault, bool isOfTarget = false)
    {
        _faults.Add(fault);
        return With(_isTargetUnreadable |= isOfTarget);
    }

    /// <summary>Adds a warning about a definition that is valid but probably not intended; hosts log it at start.</summary>
    /// <param name="warning">Where, what, which value, and what was probably meant.</param>
    public SloObjectiveBuilder Warn(string warning)
    {
        _warnings.Add(warning);
        return this;
    }

    /// <summary>Builds the objective.</summary>
    /// <exception cref="SloDefinitionException">With every fault of this definition.</exception>
    public SloObjective Build()
    {
        List<string> faults = [.. _faults];
        faults.AddRange(_indicatorFaults);
        List<string> warnings = [.. _warnings];
        ObjectiveRules.CheckTexts(Name, _displayName, _service, _description, _owner, _labels, _annotations, faults);
        if (_targetFault is not null)
        {
            faults.Insert(0, _targetFault);
        }
        else if (_targetRatio is null && !_isTargetUnreadable)
        {
            faults.Add("target: none is given; write TargetPercent, for example 99.9");
        }

        if (_latencyThreshold is { } threshold && (threshold <= TimeSpan.Zero || threshold > TimeSpan.FromDays(1)))
        {
            faults.Add($"latency threshold {SloDuration.Format(threshold)}: must be above 0 and at most 1d, for example 300ms");
        }

        ObjectiveRules.CheckSlices(_method, _period, faults);
        var rules = AlertRules.Resolve(_hasOwnRules ? _rules : null, _guards, _period, _method, _targetRatio, faults, warnings);
        return faults.Count > 0
            ? throw new SloDefinitionException([.. faults.Select(fault => $"objective '{ObjectiveRules.Shown(Name)}': {fault}")])
            : new SloObjective(new Parts(
                Name, _displayName, _service, _description, _owner, new(_labels, StringComparer.Ordinal),
                new(_annotations, StringComparer.Ordinal), _indicator, _latencyThreshold,
                _targetRatio!.Value, _period, _method, rules, [.. warnings.Select(warning => SloText.OneLine($"objective '{Name}': {warning}", SloDefinitionException.MaximumFault))], _isCompact,
                _grouping));
    }

    private static string TargetRule(bool isWhole) => isWhole
        ? ": leaves no error budget, so no burn rate exists; write for example 99.99 % (0.9999)"
        : ": must be at least 0 and below 100 % (below 1 as a ratio), for example 99.9 % (0.999)";

    // The last call decides, with its faults and without those of earlier ones.
    private SloObjectiveBuilder Indicator(SloIndicator indicator, IReadOnlyList<string> faults)
    {
        _indicator = indicator;
        return With(_indicatorFaults = faults);
    }

    private SloObjectiveBuilder Target(decimal ratio, string? fault)
    {
        _targetRatio = fault is null ? ratio : null;
        return With(_targetFault = fault);
    }

    private SloObjectiveBuilder Try(Action set)
    {
        try
        {
            set();
        }
        catch (SloDefinitionException exception)
        {
            _faults.AddRange(exception.Faults);
        }

        return this;
    }

    // Lets a setter be one expression.
    private SloObjectiveBuilder With(object? _) => this;

    internal sealed record Parts(
        string Name, string? DisplayName, string? Service, string? Description, string? Owner, Dictionary<string, string> Labels,
        Dictionary<string, string> Annotations, SloIndicator Indicator, TimeSpan? LatencyThreshold, decimal TargetRatio, SloPeriod Period, BudgetingMethod Method,
        List<AlertRule> Rules, List<string> Warnings, bool IsCompact, SloGrouping? Grouping);
}
