namespace Slo.Evaluation;

/// <summary>A rule as declared, before the objective's period turns a budget fraction into a factor.</summary>
internal sealed record RuleDraft(
    AlertSeverity Severity, decimal? Factor, decimal? BudgetFraction, TimeSpan LongWindow, TimeSpan ShortWindow)
{
    internal ThresholdComparison Comparison { get; init; }

    internal long MinimumEvents { get; init; }

    internal static RuleDraft ForFactor(AlertSeverity severity, decimal factor, TimeSpan longWindow, TimeSpan? shortWindow = null) =>
        new(severity, factor, null, longWindow, shortWindow ?? DefaultShort(longWindow));

    internal static RuleDraft ForBudget(AlertSeverity severity, decimal fraction, TimeSpan longWindow, TimeSpan? shortWindow = null) =>
        new(severity, null, fraction, longWindow, shortWindow ?? DefaultShort(longWindow));

    internal BurnRateRule Resolve(TimeSpan period)
    {
        Fraction factor = Factor is { } given
            ? Fraction.From(given)
            : Fraction.From(BudgetFraction!.Value, period.Ticks, LongWindow.Ticks);
        var fraction = BudgetFraction ?? Factor!.Value * LongWindow.Ticks / period.Ticks;
        return new BurnRateRule(Severity, factor, fraction, LongWindow, ShortWindow, Comparison, MinimumEvents);
    }

    /// <summary>A default rule adapted to sliced budgeting: no window can be answered by less than one slice.</summary>
    internal RuleDraft RoundedUpTo(TimeSpan slice) => this with
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
