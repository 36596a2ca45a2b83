namespace Slo.AspNetCore.Api;

/// <summary>JSON: one burn-rate rule.</summary>
internal sealed record RuleDocument(
    AlertSeverity Severity, decimal Factor, decimal BudgetFraction, string Long, string Short, ThresholdComparison Comparison,
    long MinimumEvents, double? LongBurnRate, double? ShortBurnRate, bool Holds)
{
    internal static RuleDocument Of(RuleReading reading) => new(
        reading.Rule.Severity,
        decimal.Round(reading.Rule.Factor, 10),
        decimal.Round(reading.Rule.BudgetFraction, 10),
        SloDuration.Format(reading.Rule.LongWindow),
        SloDuration.Format(reading.Rule.ShortWindow),
        reading.Rule.Comparison,
        reading.Rule.MinimumEvents,
        reading.LongBurnRate,
        reading.ShortBurnRate,
        reading.Holds);
}
