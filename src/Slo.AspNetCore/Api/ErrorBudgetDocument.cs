namespace Slo.AspNetCore.Api;

/// <summary>JSON: what is left of the error budget, signed.</summary>
internal sealed record ErrorBudgetDocument(
    double? RemainingRatio, double? RemainingEvents, double? RemainingSeconds, double? BurnRate, double? ExhaustionSeconds,
    DateTimeOffset? ExhaustedAt)
{
    internal static ErrorBudgetDocument Of(SloStatus status) => new(
        status.ErrorBudgetRemainingRatio,
        status.ErrorBudgetRemainingEvents,
        status.ErrorBudgetRemainingTime?.TotalSeconds,
        status.PeriodBurnRate,
        status.TimeToExhaustion?.TotalSeconds,
        status.TimeToExhaustion is { } left && left < DateTimeOffset.MaxValue - status.AsOf ? status.AsOf + left : null);
}
