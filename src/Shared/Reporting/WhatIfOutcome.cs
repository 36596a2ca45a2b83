namespace Slo.Shared.Reporting;

/// <summary>What the range would have come to with another target.</summary>
/// <param name="TargetRatio">The target.</param>
/// <param name="IsCurrent">Whether it is the declared one.</param>
/// <param name="SpentRatio">The share of the budget that would have been spent; null without events.</param>
/// <param name="Pages">How many times the alert would have become a page; null: not known.</param>
/// <param name="Tickets">How many times it would have begun as a ticket; null: not known.</param>
internal sealed record WhatIfOutcome(decimal TargetRatio, bool IsCurrent, double? SpentRatio, int? Pages, int? Tickets)
{
    /// <summary>Why the alerts, or the tickets alone, are not known; null: they are.</summary>
    internal string? Reason { get; init; }
}
