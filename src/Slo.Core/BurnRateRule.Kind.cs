using Slo.Evaluation;

namespace Slo;

/// <content>How such a rule is declared and checked, and what factor follows.</content>
public sealed partial record BurnRateRule
{
    private static readonly AlertRuleArgument FactorArgument = new(
        "factor", "BurnRate", AlertRuleUnit.Number, AlertRuleEffect.Later,
        "Holds while the burn rate over both windows reaches this factor.")
    {
        IsRequired = true,
        Limits = new(0.000001m, 1_000_000),
        Example = 14.4m,
    };

    private static readonly AlertRuleArgument FractionArgument = new(
        "budgetFraction", "BudgetPercent", AlertRuleUnit.Ratio, AlertRuleEffect.None,
        "The same, by the share of the budget that would go within Long.")
    {
        IsRequired = true,
        Limits = new(0.000001m, 1),
        Example = 0.02m,
    };

    private static readonly AlertRuleArgument ErrorRatioArgument = new(
        "errorRatio", "ErrorPercent", AlertRuleUnit.Ratio, AlertRuleEffect.None,
        "Holds while the share of bad events in Window reaches this.")
    {
        IsRequired = true,
        Limits = new(0, 1, ExcludesMinimum: true),
        Example = 0.01m,
    };

    private static readonly AlertRuleArgument LongArgument = new(
        "long", "Long", AlertRuleUnit.Duration, AlertRuleEffect.OtherRule, "The long window.")
    {
        IsRequired = true,
        Example = TimeSpan.FromHours(1),
    };

    private static readonly AlertRuleArgument ShortArgument = new(
        "short", "Short", AlertRuleUnit.Duration, AlertRuleEffect.OtherRule, "The short window; a twelfth of Long unless stated.")
    {
        Example = TimeSpan.FromMinutes(5),
        Default = rule => ATwelfthOf(LongOf(rule)),
    };

    private static readonly AlertRuleArgument WindowArgument = new(
        "window", "Window", AlertRuleUnit.Duration, AlertRuleEffect.OtherRule, "The window of ErrorPercent.")
    {
        IsRequired = true,
        Example = TimeSpan.FromHours(1),
    };

    private static readonly AlertRuleArgument MinimumEventsArgument = new(
        "minimumEvents", "MinimumEvents", AlertRuleUnit.Count, AlertRuleEffect.Later,
        "With fewer events in the long window the rule keeps its state.")
    {
        Limits = new(0, null),
    };

    private static readonly AlertRuleArgument ComparisonArgument = new(
        "comparison", "Comparison", AlertRuleUnit.Word, AlertRuleEffect.Later, "Whether exactly at the factor counts.")
    {
        Words = Enum.GetNames<ThresholdComparison>(),
    };

    private static readonly AlertRuleArgument[] Guards =
        [MinimumEventsArgument, ComparisonArgument, AlertRuleSettings.MinimumBadEventsArgument, AlertRuleSettings.ConfidenceArgument];

    private static readonly AlertRuleBasis ByFactor = new(FactorArgument, [LongArgument, ShortArgument, .. Guards]);
    private static readonly AlertRuleBasis ByBudget = new(FractionArgument, [LongArgument, ShortArgument, .. Guards]);
    private static readonly AlertRuleBasis ByErrorRatio = new(ErrorRatioArgument, [WindowArgument, .. Guards]);

    /// <summary>The kind of these rules: by a factor, by a share of the budget, or by an error ratio.</summary>
    public static readonly AlertRuleKind Kind = new("burnRate", ByFactor, ByBudget, ByErrorRatio)
    {
        ReplacesDefaults = true,
        Resolve = Resolve,
        Check = (rule, objective) => CheckWindows(LongOf(rule), ShortOf(rule), objective),
        Unreachable = Unreachable,
        Label = rule => $"rule {SloDuration.Format(LongOf(rule))}/{SloDuration.Format(ShortOf(rule))}",
    };

    /// <summary>Declares a rule by its factor.</summary>
    /// <param name="severity">Page or ticket.</param>
    /// <param name="factor">Above 0: 14.4 for "14.4 times the sustainable rate".</param>
    /// <param name="longWindow">Whole seconds, at most the period.</param>
    /// <param name="shortWindow">Default: a twelfth of the long window; equal to it: no control window.</param>
    /// <param name="minimumEvents">With fewer events in the long window the rule keeps its state.</param>
    /// <param name="comparison">Whether exactly at the factor counts.</param>
    /// <param name="settings">Hold, keep-firing, cool-down, guards for low traffic; default: none.</param>
    public static AlertRuleDefinition Define(
        AlertSeverity severity, decimal factor, TimeSpan longWindow, TimeSpan? shortWindow = null,
        long minimumEvents = 0, ThresholdComparison comparison = ThresholdComparison.AtOrAbove, AlertRuleSettings? settings = null) =>
        new(ByFactor, severity,
            [new(FactorArgument, factor), .. WindowsOf(longWindow, shortWindow), .. Guarded(minimumEvents, comparison, settings)]);

    /// <summary>Declares a rule by the share of the budget that goes within its long window; the factor follows from the period.</summary>
    /// <param name="severity">Page or ticket.</param>
    /// <param name="budgetFraction">In (0, 1]: 0.02 for "2 % of the budget within the long window".</param>
    /// <param name="longWindow">Whole seconds, at most the period.</param>
    /// <param name="shortWindow">Default: a twelfth of the long window.</param>
    /// <param name="minimumEvents">With fewer events in the long window the rule keeps its state.</param>
    /// <param name="comparison">Whether exactly at the factor counts.</param>
    /// <param name="settings">Hold, keep-firing, cool-down, guards for low traffic; default: none.</param>
    public static AlertRuleDefinition DefineByBudget(
        AlertSeverity severity, decimal budgetFraction, TimeSpan longWindow, TimeSpan? shortWindow = null,
        long minimumEvents = 0, ThresholdComparison comparison = ThresholdComparison.AtOrAbove, AlertRuleSettings? settings = null) =>
        new(ByBudget, severity,
        [
            new(FractionArgument, budgetFraction), .. WindowsOf(longWindow, shortWindow), .. Guarded(minimumEvents, comparison, settings),
        ]);

    /// <summary>Declares a threshold on the bad ratio of one window; the factor follows from the target.</summary>
    /// <param name="severity">Page or ticket.</param>
    /// <param name="errorRatio">In (0, 1]: 0.01 for "1 % of the events are bad".</param>
    /// <param name="window">Whole seconds, at most the period.</param>
    /// <param name="minimumEvents">With fewer events in the window the rule keeps its state.</param>
    /// <param name="comparison">Whether exactly at the ratio counts.</param>
    /// <param name="settings">Hold, keep-firing, cool-down, guards for low traffic; default: none.</param>
    public static AlertRuleDefinition DefineByErrorRatio(
        AlertSeverity severity, decimal errorRatio, TimeSpan window,
        long minimumEvents = 0, ThresholdComparison comparison = ThresholdComparison.AtOrAbove, AlertRuleSettings? settings = null) =>
        new(ByErrorRatio, severity,
            [new(ErrorRatioArgument, errorRatio), new(WindowArgument, window), .. Guarded(minimumEvents, comparison, settings)]);

    /// <summary>A default rule adapted to sliced budgeting: no window can be answered by less than one slice.</summary>
    internal static AlertRuleDefinition RoundedUpTo(AlertRuleDefinition rule, TimeSpan slice) => new(rule.Basis, rule.Severity,
        [.. rule.Values, new(LongArgument, RoundUp(LongOf(rule), slice)), new(ShortArgument, RoundUp(ShortOf(rule), slice))]);

    internal static TimeSpan LongOf(AlertRuleDefinition rule) => (TimeSpan)(rule[LongArgument] ?? rule[WindowArgument]!);

    private static TimeSpan ShortOf(AlertRuleDefinition rule) => (TimeSpan)(rule[ShortArgument] ?? rule[WindowArgument]!);

    private static IEnumerable<KeyValuePair<AlertRuleArgument, object>> WindowsOf(TimeSpan longWindow, TimeSpan? shortWindow) =>
        shortWindow is { } given ? [new(LongArgument, longWindow), new(ShortArgument, given)] : [new(LongArgument, longWindow)];

    private static IEnumerable<KeyValuePair<AlertRuleArgument, object>> Guarded(
        long minimumEvents, ThresholdComparison comparison, AlertRuleSettings? settings) =>
    [
        new(MinimumEventsArgument, minimumEvents),
        new(ComparisonArgument, comparison.ToString()),
        .. (settings ?? AlertRuleSettings.None).Values,
    ];

    // A twelfth, to the second: 5 minutes of an hour, 25 seconds of five minutes.
    private static TimeSpan ATwelfthOf(TimeSpan longWindow) => TimeSpan.FromSeconds(Math.Max(1, Math.Round(longWindow.TotalSeconds / 12)));

    private static TimeSpan RoundUp(TimeSpan window, TimeSpan slice) =>
        TimeSpan.FromTicks((window.Ticks + slice.Ticks - 1) / slice.Ticks * slice.Ticks);

    private static BurnRateRule Resolve(AlertRuleDefinition rule, SloDefinition objective)
    {
        TimeSpan period = objective.Period.Length;
        var budget = Fraction.From(1 - objective.TargetRatio);
        var value = rule.Number(rule.Basis.Condition);
        return new BurnRateRule(rule, rule.Basis == ByFactor ? Fraction.From(value)
            : rule.Basis == ByErrorRatio ? Fraction.From(value, budget.Denominator, budget.Numerator)
            : Fraction.From(value, period.Ticks, LongOf(rule).Ticks), period);
    }

    // The greatest bad ratio is 1: reached at most, never exceeded. A target of 0 has its own warning.
    private static (string, string)? Unreachable(AlertRule rule, SloDefinition objective)
    {
        var burn = (BurnRateRule)rule;
        var threshold = burn.Factor * (1 - objective.TargetRatio);
        return objective.TargetRatio > 0 && (threshold > 1 || (threshold == 1 && burn.Comparison == ThresholdComparison.Above))
            ? (FormattableString.Invariant($"because with a target of {objective.TargetRatio * 100:0.##########} % ")
                + FormattableString.Invariant($"no burn rate exceeds {1 / (1 - objective.TargetRatio):0.####}"),
                "lower the factor (or the budget fraction), or raise the target")
            : null;
    }

    private static IEnumerable<SloFinding> CheckWindows(TimeSpan longWindow, TimeSpan shortWindow, SloDefinition objective)
    {
        TimeSpan slice = objective.Method.Slice;
        if (longWindow < TimeSpan.FromSeconds(1) || shortWindow < TimeSpan.FromSeconds(1)
            || longWindow.Ticks % TimeSpan.TicksPerSecond != 0 || shortWindow.Ticks % TimeSpan.TicksPerSecond != 0)
        {
            yield return SloFinding.Error(SloFindingCodes.OutOfRange, "windows must be whole seconds, at least 1s");
        }

        if (shortWindow > longWindow || longWindow > objective.Period.Length)
        {
            yield return SloFinding.Error(SloFindingCodes.InvalidWindows, "the short window may not exceed the long one, "
                + $"nor the long one the period {SloDuration.Format(objective.Period.Length)}");
        }

        if (slice > TimeSpan.Zero && (longWindow.Ticks % slice.Ticks != 0 || shortWindow.Ticks % slice.Ticks != 0))
        {
            yield return SloFinding.Error(
                SloFindingCodes.SliceMismatch, $"with slices of {SloDuration.Format(slice)} the windows must be whole slices");
        }
    }
}
