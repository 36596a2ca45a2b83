namespace Slo.Shared.Replay;

/// <summary>An incident of the objective's alert: from the first rule that fired to the last that ended.</summary>
/// <param name="Start">When the first rule fired, UTC.</param>
/// <param name="End">When the last rule ended, UTC; null: it still fired at the end of the replay.</param>
/// <param name="Severity">The greatest on the way.</param>
/// <param name="Rule">The rule that brought this severity first.</param>
/// <param name="Pages">How many times it became a page.</param>
/// <param name="BudgetSpent">The share of the period's error budget that it spent; null without events in the period.</param>
internal sealed record Episode(
    DateTimeOffset Start, DateTimeOffset? End, AlertSeverity Severity, string Rule, int Pages, double? BudgetSpent);
