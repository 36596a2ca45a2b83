namespace Slo.Tests.Traces;

/// <summary>One alert of a published set: by its factor, or by the share of the budget that the library is told instead.</summary>
internal sealed record AlertRow(string Name, string Factor, decimal? BudgetFraction, TimeSpan Long, TimeSpan Short)
{
    internal Rational ExactFactor { get; } = Rational.Parse(Factor);

    /// <summary>Whether a target leaves so much budget that no burn rate can exceed the factor.</summary>
    internal bool IsBeyond(Rational budget) => (ExactFactor * budget).CompareTo(1) > 0;

    internal SloObjectiveBuilder AddTo(SloObjectiveBuilder builder, ThresholdComparison comparison)
    {
        AlertSeverity severity = Name.StartsWith("page", StringComparison.Ordinal) ? AlertSeverity.Page : AlertSeverity.Ticket;
        return BudgetFraction is { } fraction
            ? builder.BudgetRule(severity, fraction, Long, Short, comparison: comparison)
            : builder.BurnRateRule(severity, ExactFactor.ToDecimal(), Long, Short, comparison: comparison);
    }
}
