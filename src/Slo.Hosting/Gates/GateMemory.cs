namespace Slo.Hosting.Gates;

/// <summary>The state of a gate between evaluations: the causes for which it is closed.</summary>
/// <param name="IsLow">Whether it is closed because of the budget.</param>
/// <param name="IsAlerted">Whether it is closed because of an alert that fires, or has ended recently.</param>
/// <param name="AlertEndedAt">When the alert ended; null: it still fires, or there was none.</param>
internal readonly record struct GateMemory(bool IsLow, bool IsAlerted, DateTimeOffset? AlertEndedAt)
{
    internal SloGateCause Cause =>
        IsAlerted ? AlertEndedAt is null ? SloGateCause.Alert : SloGateCause.AlertEnded
        : IsLow ? SloGateCause.Budget
        : SloGateCause.None;
}
