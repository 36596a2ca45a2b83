namespace Slo.Evaluation;

/// <summary>A burn-rate rule by its factor, or by the share of budget or the error ratio from which the factor follows.</summary>
internal sealed record BurnRateDraft(
    AlertSeverity Severity, decimal? Factor, decimal? BudgetFraction, TimeSpan LongWindow, TimeSpan ShortWindow) : RuleDraft
{
    internal decimal? ErrorRatio { get; init; }

    /// <summary>The factor of a rule that was resolved before, where digits may not say it: 14/15 of 28 days.</summary>
    internal Fraction? Exact { get; init; }

    internal ThresholdComparison Comparison { get; init; }

    internal long MinimumEvents { get; init; }

    internal AlertRuleSettings Settings { get; init; } = AlertRuleSettings.None;

    internal static BurnRateDraft ForFactor(AlertSeverity severity, decimal factor, TimeSpan longWindow, TimeSpan? shortWindow = null) =>
        new(severity, factor, null, longWindow, shortWindow ?? DefaultShort(longWindow));

    internal static BurnRateDraft ForBudget(AlertSeverity severity, decimal fraction, TimeSpan longWindow, TimeSpan? shortWindow = null) =>
        new(severity, null, fraction, longWindow, shortWindow ?? DefaultShort(longWindow));

    internal static BurnRateDraft ForErrorRatio(AlertSeverity severity, decimal errorRatio, TimeSpan window) =>
        new(severity, null, null, window, window) { ErrorRatio = errorRatio };

    /// <summary>A rule taken over from another objective: its factor stays as it is, whatever the period.</summary>
    internal static BurnRateDraft ForRule(BurnRateRule rule) => new(rule.Severity, rule.Factor, null, rule.LongWindow, rule.ShortWindow)
    {
        Exact = rule.ExactFactor,
        Comparison = rule.Comparison,
        MinimumEvents = rule.MinimumEvents,
        Settings = rule.Settings,
    };

    internal override BurnRateRule Resolve(TimeSpan period, Fraction budget)
    {
        Fraction factor = Exact ?? (Factor is { } given
            ? Fraction.From(given)
            : ErrorRatio is { } ratio
                ? Fraction.From(ratio, budget.Denominator, budget.Numerator)
                : Fraction.From(BudgetFraction!.Value, period.Ticks, LongWindow.Ticks));
        var fraction = BudgetFraction ?? factor.ToDecimal() * LongWindow.Ticks / period.Ticks;
        return new BurnRateRule(Severity, factor, fraction, LongWindow, ShortWindow, Comparison, MinimumEvents, Settings);
    }

    /// <summary>A default rule adapted to sliced budgeting: no window can be answered by less than one slice.</summary>
    internal BurnRateDraft RoundedUpTo(TimeSpan slice) => this with
    {
        LongWindow = RoundUp(LongWindow, slice),
        ShortWindow = RoundUp(ShortWindow, slice),
    };

    // A twelfth, to the second: 5 minutes of an hour, 25 seconds of five minutes.
    private static TimeSpan DefaultShort(TimeSpan longWindow) =>
        TimeSpan.FromSeconds(Math.Max(1, Math.Round(longWindow.TotalSeconds / 12)));

    private static TimeSpan RoundUp(TimeSpan window, TimeSpan slice) =>
        TimeSpan.FromTicks((window.Ticks + slice.Ticks - 1) / slice.Ticks * slice.Ticks);
}
