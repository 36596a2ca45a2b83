namespace Slo.Hosting.Gates;

/// <summary>What a gate remembers from one evaluation to the next: what closed it, so that it opens later than it closed.</summary>
/// <param name="IsLow">Whether the budget closes it.</param>
/// <param name="IsAlerted">Whether an alert closes it, or one that has ended.</param>
/// <param name="AlertEndedAt">The instant from which no alert fires any more.</param>
internal readonly record struct GateMemory(bool IsLow, bool IsAlerted, DateTimeOffset? AlertEndedAt)
{
    internal SloGateCause Cause =>
        IsAlerted ? AlertEndedAt is null ? SloGateCause.Alert : SloGateCause.AlertEnded
        : IsLow ? SloGateCause.Budget
        : SloGateCause.None;
}
