using Slo.Evaluation;

namespace Slo;

/// <summary>How an objective stood at one instant. Immutable: everything in it belongs together, whoever reads it and when.</summary>
public sealed class SloStatus
{
    private readonly EvaluationPlan _plan;
    private readonly SloEventCounts[] _windowEvents;
    private readonly SloEventCounts[] _windowBudgets;
    private readonly SloEventCounts _budget;
    private readonly ulong _holding;

    // Ten thousand of these are made a second where there are ten thousand objectives: ticks take half the room of instants.
    private readonly long _asOfTicks;
    private readonly long _startTicks;
    private readonly long _endTicks;

    internal SloStatus(
        EvaluationPlan plan, DateTimeOffset asOf, (DateTimeOffset Start, DateTimeOffset End) period,
        EvaluationScratch evaluation, double coverage)
    {
        _asOfTicks = asOf.UtcTicks;
        _startTicks = period.Start.UtcTicks;
        _endTicks = period.End.UtcTicks;
        Events = evaluation.Events;
        CoverageRatio = coverage;
        _plan = plan;
        _budget = evaluation.Budget;
        _holding = evaluation.Holding;

        // Counts are copied once a second, ratios are worked out when somebody reads them.
        _windowEvents = evaluation.WindowEvents[..plan.Windows.Length];
        _windowBudgets = plan.Objective.Method.Slice == TimeSpan.Zero ? _windowEvents : evaluation.WindowBudgets[..plan.Windows.Length];
    }

    /// <summary>What is promised.</summary>
    public SloObjective Objective => _plan.Objective;

    /// <summary>The instant of this status, UTC.</summary>
    public DateTimeOffset AsOf => new(_asOfTicks, TimeSpan.Zero);

    /// <summary>Where the judged period begins, UTC.</summary>
    public DateTimeOffset PeriodStart => new(_startTicks, TimeSpan.Zero);

    /// <summary>Where it ends, UTC: <see cref="AsOf"/> for a rolling period, the next boundary for a calendar one.</summary>
    public DateTimeOffset PeriodEnd => new(_endTicks, TimeSpan.Zero);

    /// <summary>The objective in one word.</summary>
    public SloState State => ErrorBudget.State(Events, ErrorBudgetRemainingRatio, _plan.PageHolds(_holding));

    /// <summary>Good and bad events of the period.</summary>
    public SloEventCounts Events { get; }

    /// <summary>Compliance by the budgeting method, in [0, 1]: good over all events, or over slices. Null without events.</summary>
    public double? ComplianceRatio => Events.Total == 0 ? null : ErrorBudget.Compliance(_budget);

    /// <summary>Whether compliance reaches the target, exactly compared (999 of 1000 meets 99.9 %). Null without events.</summary>
    public bool? IsMet => ErrorBudgetRemainingRatio is { } remaining ? remaining >= 0 : null;

    /// <summary>What is left of the error budget, in (-inf, 1]: negative when overspent, never clamped. Null without events.</summary>
    public double? ErrorBudgetRemainingRatio => Events.Total == 0 ? null : ErrorBudget.RemainingRatio(_budget, Objective.Budget);

    /// <summary>How many more events (slices, for a sliced budget) may be bad at the traffic of the period; negative when overspent. Null without events.</summary>
    public double? ErrorBudgetRemainingEvents => ErrorBudgetRemainingRatio is null
        ? null
        : ErrorBudget.RemainingEvents(_budget, Objective.Budget) / BudgetUnit;

    /// <summary>The budget left as time of total outage, at even traffic; negative when overspent. Null without events.</summary>
    public TimeSpan? ErrorBudgetRemainingTime => ErrorBudgetRemainingRatio is { } remaining
        ? TimeSpan.FromTicks((long)Math.Clamp(remaining * Objective.Budget.ToDouble() * PeriodLength.Ticks, -9e18, 9e18))
        : null;

    /// <summary>When the budget ends if it goes on like this: remaining x period / burn rate over the first rule's long window.</summary>
    /// <value>Null while nothing burns; zero once nothing is left. An estimate: old bad events age out of a rolling period, and a calendar one has traffic to come.</value>
    public TimeSpan? TimeToExhaustion => ErrorBudget.TimeToExhaustion(ErrorBudgetRemainingRatio, ForecastBurnRate, PeriodLength);

    /// <summary>The share of the period so far that this process observed, in [0, 1]. Below 1 after a start, a suspension or a clock step.</summary>
    public double CoverageRatio { get; }

    /// <summary>Compliance if everything unobserved had been bad (at the same traffic). Null without events.</summary>
    public double? ComplianceLowerBound => ComplianceRatio * CoverageRatio;

    /// <summary>Compliance if everything unobserved had been good (at the same traffic). Null without events.</summary>
    public double? ComplianceUpperBound => (ComplianceRatio * CoverageRatio) + (1 - CoverageRatio);

    /// <summary>Burn rate over the whole period; null without events.</summary>
    public double? PeriodBurnRate => Events.Total == 0 ? null : ErrorBudget.BurnRate(_budget, Objective.Budget);

    /// <summary>Every window of the rules, the shortest first.</summary>
    public IReadOnlyList<WindowReading> Windows => field ??= [.. _plan.Windows.Select((window, i) =>
        new WindowReading(new TimeSpan(window), _windowEvents[i], BurnRate(i)))];

    /// <summary>Every rule, in the order of the objective.</summary>
    public IReadOnlyList<RuleReading> Rules => field ??= [.. _plan.Rules.Select((rule, i) =>
        new RuleReading(rule.Rule, BurnRate(rule.Long), BurnRate(rule.Short), (_holding >> i & 1) != 0))];

    /// <summary>The greatest severity of the rules that hold, or null if none does.</summary>
    public AlertSeverity? Severity => _holding == 0 ? null : _plan.PageHolds(_holding) ? AlertSeverity.Page : AlertSeverity.Ticket;

    private TimeSpan PeriodLength => new(_endTicks - _startTicks);

    private double BudgetUnit => Objective.Method.Kind == BudgetingMethodKind.RatioTimeslices ? SliceWorth.Unit : 1;

    private double? ForecastBurnRate => _plan.ForecastWindow < 0 ? PeriodBurnRate : BurnRate(_plan.ForecastWindow);

    private double? BurnRate(int window) => ErrorBudget.BurnRate(_windowBudgets[window], Objective.Budget);

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant(
        $"{Objective.Name}: {State}, compliance {ComplianceRatio:P3}, budget left {ErrorBudgetRemainingRatio:P1}, {Events.Good} good, {Events.Bad} bad");
}
