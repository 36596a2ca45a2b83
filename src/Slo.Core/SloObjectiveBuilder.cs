using Slo.Definitions;

namespace Slo;

/// <summary>Declares an objective. <see cref="Build"/> checks everything and reports all errors at once.</summary>
/// <remarks>
/// Not thread-safe. Defaults: events recorded by code, 30 days rolling, occurrences, the default rules of the period. A target is
/// required.
/// </remarks>
/// <param name="name">The objective's name: letters, digits, '-', '_' and '.', at most 63.</param>
public sealed partial class SloObjectiveBuilder(string name)
{
    private readonly List<SloFinding> _errors = [];
    private readonly List<SloFinding> _warnings = [];
    private readonly Dictionary<string, string> _labels = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _annotations = new(StringComparer.Ordinal);
    private readonly List<AlertRuleDefinition> _rules = [];
    private readonly List<SloScheduledTarget> _scheduledTargets = [];
    private readonly List<SloExclusion> _exclusions = [];
    private SloExclusion[] _defaultExclusions = [];
    private SloDefinition _declared = new() { Name = name, TargetRatio = 0 };
    private IReadOnlyList<SloFinding> _indicatorErrors = [];
    private bool _hasTarget;
    private SloFinding? _targetError;
    private bool _isTargetUnreadable;

    /// <summary>The name of the objective.</summary>
    public string Name => _declared.Name;

    /// <summary>The name for people, at most 200 characters.</summary>
    public SloObjectiveBuilder DisplayName(string? value) => With(_declared = _declared with { DisplayName = value });

    /// <summary>The service that the objective belongs to.</summary>
    public SloObjectiveBuilder Service(string? value) => With(_declared = _declared with { Service = value });

    /// <summary>The service that the objective belongs to, unless one is set already.</summary>
    public SloObjectiveBuilder DefaultService(string? value) => Service(_declared.Service ?? value);

    /// <summary>What is promised and why, at most 1,050 characters.</summary>
    public SloObjectiveBuilder Description(string? value) => With(_declared = _declared with { Description = value });

    /// <summary>The team or person to contact.</summary>
    public SloObjectiveBuilder Owner(string? value) => With(_declared = _declared with { Owner = value });

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
        return Indicator(http.Build(), http.Findings);
    }

    /// <summary>Counts the measurements of any instrument of this process; Slo.Hosting does the counting. Presets:
    /// <see cref="SloObjectivePresets"/>.</summary>
    /// <param name="meter">The name of the meter.</param>
    /// <param name="instrument">The name of the instrument.</param>
    /// <param name="configure">Which measurements count, and which are bad.</param>
    public SloObjectiveBuilder Instrument(string meter, string instrument, Action<InstrumentIndicatorBuilder>? configure = null)
    {
        InstrumentIndicatorBuilder measurements = new(meter, instrument);
        configure?.Invoke(measurements);
        return Indicator(measurements.Build(), measurements.Findings);
    }

    /// <summary>Uses the events that another system counts; Slo.Hosting queries it (docs/queries.md). For bad events, thresholds and other
    /// forms use <see cref="Indicator(SloIndicator)"/> with a <see cref="QueryIndicator"/>.</summary>
    /// <param name="source">The kind of the system: <c>Prometheus</c>, <c>Datadog</c>, or one of your own.</param>
    /// <param name="good">The query of the good events.</param>
    /// <param name="total">The query of all events.</param>
    /// <param name="isCounter">Whether both select counters as they are, whose increase counts; of Prometheus only. Rates and increases
    /// are recognised as such.</param>
    /// <param name="dataSource">The name of the source, if there are several of the kind.</param>
    public SloObjectiveBuilder Queries(string source, string good, string total, bool isCounter = false, string? dataSource = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(good);
        ArgumentNullException.ThrowIfNull(total);
        return Indicator(new QueryIndicator(source) { Good = good, Total = total, IsCounter = isCounter, DataSource = dataSource });
    }

    /// <summary>Makes an event good only if it took no longer than this.</summary>
    /// <param name="threshold">Above 0, compared exactly at record time: no histogram bucket is involved.</param>
    public SloObjectiveBuilder FasterThan(TimeSpan threshold) => With(_declared = _declared with { LatencyThreshold = threshold });

    /// <summary>The target in percent: 99.9.</summary>
    /// <param name="percent">From 0 to below 100.</param>
    public SloObjectiveBuilder TargetPercent(decimal percent) => Target(percent / 100, ObjectiveResolver.CheckPercent(percent));

    /// <summary>The target as a share of one: 0.999.</summary>
    /// <param name="ratio">From 0 to below 1.</param>
    public SloObjectiveBuilder TargetRatio(decimal ratio) => Target(ratio, null);

    /// <summary>A rolling period of this length, from 1 minute to 400 days.</summary>
    public SloObjectiveBuilder Rolling(TimeSpan period) => Try(() => _declared = _declared with { Period = SloPeriod.Rolling(period) });

    /// <summary>Calendar periods; see <see cref="SloPeriod.Calendar"/>.</summary>
    public SloObjectiveBuilder Calendar(CalendarUnit unit, string timeZone = "UTC", int count = 1, DateTime? anchor = null) =>
        Try(() => _declared = _declared with { Period = SloPeriod.Calendar(unit, timeZone, count, anchor) });

    /// <summary>Budgets slices of time, each good or bad as a whole; see <see cref="BudgetingMethod.Timeslices"/>.</summary>
    public SloObjectiveBuilder Timeslices(TimeSpan slice, decimal sliceTargetRatio) =>
        Budgeting(BudgetingMethodKind.Timeslices, slice, sliceTargetRatio);

    /// <summary>Budgets slices of time by their own ratio; see <see cref="BudgetingMethod.RatioTimeslices"/>.</summary>
    public SloObjectiveBuilder RatioTimeslices(TimeSpan slice) => Budgeting(BudgetingMethodKind.RatioTimeslices, slice);

    /// <summary>Budgets by any method; see <see cref="BudgetingMethod.Create"/>.</summary>
    public SloObjectiveBuilder Budgeting(BudgetingMethodKind kind, TimeSpan slice = default, decimal sliceTargetRatio = 0) =>
        Try(() => _declared = _declared with { Method = BudgetingMethod.Create(kind, slice, sliceTargetRatio) });

    /// <summary>Keeps a compact history: the old edges of windows become coarser (docs/operations.md has both tables).</summary>
    public SloObjectiveBuilder Compact(bool compact = true) => With(_declared = _declared with { IsCompact = compact });

    /// <summary>What a contract promises, looser than the target: it has a verdict of its own in reports and in the records of closed
    /// periods.</summary>
    /// <param name="percent">From 0 to the target, for example 99.5.</param>
    public SloObjectiveBuilder SlaTargetPercent(decimal percent) => With(_declared = _declared with { SlaTargetRatio = percent / 100 });

    /// <summary>How time counts that was not observed. Default: that of the set, else
    /// <see cref="Slo.UnobservedTime.AssumeGood"/>.</summary>
    public SloObjectiveBuilder UnobservedTime(UnobservedTime value) => With(_declared = _declared with { UnobservedTime = value });

    /// <summary>How unobserved time counts, unless it was set before.</summary>
    public SloObjectiveBuilder DefaultUnobservedTime(UnobservedTime value) => UnobservedTime(_declared.UnobservedTime ?? value);

    /// <summary>Splits the objective into groups, to show which of them spends the budget. The total stays exact.</summary>
    /// <param name="label">The dimension of the groups, for example <c>tenant</c>.</param>
    /// <param name="maximum">The maximum number of groups, from 1 to 1,000, 7 KiB each; all further values share one more group.</param>
    public SloObjectiveBuilder GroupBy(string label, int maximum = 100) =>
        With(_declared = _declared with { Grouping = new SloGrouping(label, maximum) });

    /// <summary>Gives each group an alert of its own, by the burn-rate rules, besides the alert of the objective.</summary>
    /// <remarks>Needs <see cref="GroupBy"/> with at most 100 groups; 40 KiB for each.</remarks>
    public SloObjectiveBuilder AlertPerGroup(bool value = true) => With(_declared = _declared with { AlertPerGroup = value });

    /// <summary>Divides requests into cohorts, to compare a canary with its baseline. Slo.AspNetCore has methods for each source.</summary>
    /// <param name="source"><c>version</c> (the informational version of the app's assembly), <c>value:blue</c> (a constant) or
    /// <c>header:X-Version</c>; see <see cref="SloCohortSource"/>.</param>
    public SloObjectiveBuilder CohortBy(string source) => With(_declared = _declared with { CohortBy = source });

    /// <summary>Declares a dependency, in addition to those declared before: it has its place in the dependency map before its first
    /// call, and its target limits the target that is feasible.</summary>
    /// <param name="name">As it is observed: the host, the name of the service or of the database; letters, digits and
    /// <c>. - _ : / [ ]</c>, at most 64.</param>
    /// <param name="targetPercent">What it promises, in percent; default: that of the objective of this name, if there is one.</param>
    /// <param name="isSoft">Whether requests succeed without it, for example a cache: then its target limits nothing.</param>
    public SloObjectiveBuilder DependsOn(string name, decimal? targetPercent = null, bool isSoft = false)
    {
        ArgumentNullException.ThrowIfNull(name);
        var entry = new SloDeclaredDependency(name, targetPercent / 100, isSoft).ToString();
        return With(_declared = _declared with { DependsOn = _declared.DependsOn is { } others ? $"{others}, {entry}" : entry });
    }

    /// <summary>Sets a plain property.</summary>
    /// <param name="property">The property.</param>
    /// <param name="value">A text or null; for a flag a <see cref="bool"/>.</param>
    public SloObjectiveBuilder Property(SloObjectiveProperty property, object? value)
    {
        ArgumentNullException.ThrowIfNull(property);
        return property.Check(value) is { } error ? AddFinding(error) : With(_declared = property.Set(_declared, value));
    }

    /// <summary>
    /// Adds what was found while reading the definition from another source. <see cref="Build"/> reports an error with its own; a warning
    /// becomes one of <see cref="SloObjective.Warnings"/>.
    /// </summary>
    /// <param name="finding">Without the objective, which <see cref="Build"/> adds.</param>
    /// <param name="isOfTarget">Whether a target is given but cannot be read, so that it is not also reported as missing.</param>
    public SloObjectiveBuilder AddFinding(SloFinding finding, bool isOfTarget = false)
    {
        ArgumentNullException.ThrowIfNull(finding);
        (finding.Severity == SloFindingSeverity.Error ? _errors : _warnings).Add(finding);
        return With(_isTargetUnreadable |= isOfTarget);
    }

    /// <summary>Builds the objective.</summary>
    /// <exception cref="SloDefinitionException">The definition is invalid; the exception lists all errors.</exception>
    public SloObjective Build()
    {
        SloDefinition definition = _declared with
        {
            Labels = _labels,
            Annotations = _annotations,
            Rules = _rules,
            ScheduledTargets = _scheduledTargets,
            Exclusions = [.. _exclusions, .. _defaultExclusions.Except(_exclusions)],
        };
        List<SloFinding> errors = [.. _targetError is null ? [] : new[] { _targetError }, .. _errors, .. _indicatorErrors];
        if (!_hasTarget && !_isTargetUnreadable)
        {
            errors.Add(SloFinding.Error(
                SloFindingCodes.Missing, "target: none is given; write TargetPercent, for example 99.9", "target"));
        }

        return ObjectiveResolver.Resolve(definition, isTargetKnown: _hasTarget && _targetError is null, errors, _warnings);
    }

    // The last call wins, and discards the errors of earlier calls.
    private SloObjectiveBuilder Indicator(SloIndicator indicator, IReadOnlyList<SloFinding> errors)
    {
        _declared = _declared with { Indicator = indicator };
        return With(_indicatorErrors = errors);
    }

    private SloObjectiveBuilder Target(decimal ratio, SloFinding? error)
    {
        _hasTarget = true;
        _declared = _declared with { TargetRatio = ratio };
        return With(_targetError = error);
    }

    private SloObjectiveBuilder Try(Action set)
    {
        try
        {
            set();
        }
        catch (SloDefinitionException exception)
        {
            _errors.AddRange(exception.Findings);
        }

        return this;
    }

    // Allows a setter to be one expression.
    private SloObjectiveBuilder With(object? _) => this;
}
