using System.Globalization;
using System.Runtime.CompilerServices;
using Slo.Alerting;
using Slo.Evaluation;

namespace Slo;

/// <summary>The status of an objective at one instant. Immutable: all values are of the same evaluation.</summary>
public sealed class SloStatus
{
    private readonly EvaluationPlan _plan;
    private readonly AlertSnapshot _alert;
    private readonly EvaluationBuffer _evaluation;
    private StrongBox<TimeSpan?>? _exhaustion;

    /// <param name="plan">The plan of the evaluation.</param>
    /// <param name="evaluation">The result of the evaluation, owned by this status from now on.</param>
    /// <param name="alert">The state of the alert.</param>
    /// <param name="sourceWarning">Why no events may come.</param>
    internal SloStatus(EvaluationPlan plan, EvaluationBuffer evaluation, AlertSnapshot alert, SloFinding? sourceWarning)
    {
        SourceWarning = sourceWarning;
        _plan = plan;
        _alert = alert;
        _evaluation = evaluation;
    }

    /// <summary>The declared objective.</summary>
    public SloObjective Objective => _plan.Objective;

    /// <summary>The instant of this status, UTC.</summary>
    public DateTimeOffset AsOf => _evaluation.AsOf;

    /// <summary>The target in force: the declared one, unless a scheduled one or an override takes its place.</summary>
    /// <remarks>What happened under another target is judged by that one: the budget of the period adds up over them.</remarks>
    public decimal TargetRatio => _evaluation.TargetRatio;

    /// <summary>Where the judged period begins, UTC.</summary>
    public DateTimeOffset PeriodStart => _evaluation.Period.Start;

    /// <summary>Where it ends, UTC: <see cref="AsOf"/> for a rolling period, the next boundary for a calendar one.</summary>
    public DateTimeOffset PeriodEnd => _evaluation.Period.End;

    /// <summary>Why the source of the events may give none: an instrument that does not exist, conditions that nothing matches. Null:
    /// nothing is known to be wrong.</summary>
    public SloFinding? SourceWarning { get; }

    /// <summary>The state of the objective.</summary>
    public SloState State => ErrorBudget.State(Events, ErrorBudgetRemainingRatio, _plan.PageHolds(_evaluation.Holding));

    /// <summary>Good and bad events of the period.</summary>
    public SloEventCounts Events => _evaluation.Events;

    /// <summary>Events recorded as ignored since the tracker began. They affect no ratio.</summary>
    public long IgnoredTotal => _evaluation.Ignored;

    /// <summary>Compliance by the budgeting method, in [0, 1]: good over all events, or over slices. Null without events.</summary>
    public double? ComplianceRatio => Events.Total == 0 ? null : ErrorBudget.Compliance(_evaluation.Budget);

    /// <summary>Whether compliance so far reaches the target, exactly compared (999 of 1000 meets 99.9 %). Null without events.</summary>
    /// <remarks>False with budget left: the target is missed so far, and the period can still meet it
    /// (<see cref="UnobservedTime.AssumeGood"/>).</remarks>
    public bool? IsMet => ErrorBudgetRemainingRatio is null
        ? null
        : (Allowed with { Coverage = Coverage.Full }).Compare(_evaluation.Budget.Bad, Allowed.PerUnit) <= 0;

    /// <summary>What is left of the error budget, in (-inf, 1]: negative when overspent, never clamped. Null without events.</summary>
    /// <remarks>The budget is a share of the events expected in the whole period, unless the objective excludes unobserved time
    /// (<see cref="SloObjective.UnobservedTime"/>).</remarks>
    public double? ErrorBudgetRemainingRatio =>
        Events.Total == 0 ? null : ErrorBudget.RemainingRatio(_evaluation.Budget, Allowed);

    /// <summary>
    /// How many more events (slices, for a sliced budget) may be bad in the period at the traffic seen; negative when overspent. Null
    /// without events.
    /// </summary>
    public double? ErrorBudgetRemainingEvents => ErrorBudgetRemainingRatio is null
        ? null
        : ErrorBudget.RemainingEvents(_evaluation.Budget, Allowed) / BudgetUnit;

    /// <summary>The remaining budget as time of total outage, at constant traffic; negative when overspent. Null without events.</summary>
    public TimeSpan? ErrorBudgetRemainingTime => ErrorBudgetRemainingRatio is { } remaining
        ? TimeSpan.FromTicks((long)Math.Clamp(
            remaining * Allowed.PerUnit.ToDouble() * (_evaluation.PeriodLength.Ticks - _evaluation.ExcludedTicks), -9e18, 9e18))
        : null;

    /// <summary>When the budget ends if the burn rate of the first rule's long window lasts.</summary>
    /// <value>Zero once no budget is left. Null while the burn rate is zero, and where the budget does not end: because enough old bad
    /// events expire in a rolling period meanwhile, or because a calendar period ends before.</value>
    /// <remarks>The first access reads the history, in some microseconds.</remarks>
    public TimeSpan? TimeToExhaustion => (_exhaustion ??= new(BudgetForecast.TimeToExhaustion(_plan, _evaluation))).Value;

    /// <summary>What was left of the budget at instants spread evenly over the period so far, for small charts.</summary>
    /// <param name="points">How many, from 2 on; the last one is <see cref="AsOf"/>.</param>
    /// <returns>Each in (-inf, 1]; null before anything of the period was observed, and without events.</returns>
    /// <remarks>Each call reads the history, in about a microsecond for every ten points.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than 2 points, or more than 5,000.</exception>
    public IReadOnlyList<double?> GetBurnDown(int points)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(points, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(points, 5000);
        var remaining = new double?[points];
        for (var i = 0; _evaluation.History is { } history && i < points; i++)
        {
            var position = _evaluation.PeriodStart
                + (long)((Int128)(_evaluation.Position - _evaluation.PeriodStart) * (i + 1) / points);
            remaining[i] = history.RemainingAt(position, _evaluation, Allowed);
        }

        return remaining;
    }

    /// <summary>
    /// The share of the period so far that this process observed, in [0, 1]. Below 1 after a start, a suspension or a clock step.
    /// </summary>
    public double CoverageRatio => _evaluation.CoverageRatio;

    /// <summary>Compliance if everything unobserved had been bad (at the same traffic). Null without events.</summary>
    public double? ComplianceLowerBound => ComplianceRatio * CoverageRatio;

    /// <summary>Compliance if everything unobserved had been good (at the same traffic). Null without events.</summary>
    public double? ComplianceUpperBound => (ComplianceRatio * CoverageRatio) + (1 - CoverageRatio);

    /// <summary>Burn rate over the whole period; null without events.</summary>
    public double? PeriodBurnRate => Events.Total == 0 ? null : ErrorBudget.BurnRate(_evaluation.Budget, Allowed);

    /// <summary>Every window of the rules, the shortest first.</summary>
    public IReadOnlyList<WindowStatus> Windows => field ??= [.. _plan.Windows.Select((window, i) =>
        new WindowStatus(new TimeSpan(window), _evaluation.WindowEvents[i], BurnRate(i)))];

    /// <summary>The highest severity of the rules that hold, or null if none holds.</summary>
    public AlertSeverity? Severity =>
        _evaluation.Holding == 0 ? null : _plan.PageHolds(_evaluation.Holding) ? AlertSeverity.Page : AlertSeverity.Ticket;

    /// <summary>The alert of the objective, as of the last evaluation.</summary>
    public SloAlert Alert => field ??= new SloAlert(this, _alert);

    /// <summary>How many events of the period may be bad.</summary>
    internal AllowedBad Allowed => _plan.Allowed(_evaluation);

    internal SloEventCounts EventsSince(Incident incident) =>
        Difference(incident.EventsAfter ?? _evaluation.Total, incident.EventsBefore);

    // Of an incident that began before the period, the period's own share: a month's budget is not spent by the month before.
    internal double? BudgetSpentSince(Incident incident)
    {
        SloEventCounts periodStart = Difference(_evaluation.TotalBudget, _evaluation.CountedBudget);
        SloEventCounts before = incident.BudgetBefore.Total > periodStart.Total ? incident.BudgetBefore : periodStart;
        SloEventCounts spent = Difference(incident.BudgetAfter ?? _evaluation.TotalBudget, before);
        return Events.Total == 0 ? null : ErrorBudget.SpentRatio(spent.Bad, Allowed);
    }

    internal AlertRuleStatus Read(AlertRule rule, int index,
        (AlertState State, DateTimeOffset Since) state) => _plan.Rules[index] is BurnRatePlan burn
        ? new(rule, state.State, state.Since, Holds(index), BurnRate(burn.Long), BurnRate(burn.Short))
        : new(rule, state.State, state.Since, Holds(index), null, null);

    private static SloEventCounts Difference(SloEventCounts later, SloEventCounts earlier) =>
        new(Math.Max(0, later.Good - earlier.Good), Math.Max(0, later.Bad - earlier.Bad));

    private bool Holds(int rule) => (_evaluation.Holding >> rule & 1) != 0;

    private double BudgetUnit => SliceWorth.UnitOf(Objective.Method);

    private double? BurnRate(int window) => _plan.BurnRate(_evaluation, window);

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Objective.Name}: {State}, compliance {ComplianceRatio:P3}, budget left {ErrorBudgetRemainingRatio:P1}, {Events.Good} good, "
            + $"{Events.Bad} bad");
}
