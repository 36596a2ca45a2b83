namespace Slo.AsCode.Prometheus;

/// <summary>What a flavour records of an objective, for the conditions of alerts.</summary>
/// <param name="Remaining">The share of the budget left.</param>
/// <param name="Exhaustion">Seconds to the end of the budget, with the white space before an operator.</param>
/// <param name="Events">The events themselves.</param>
internal sealed record RecordedQueries(string Remaining, string Exhaustion, EventQueries Events);
