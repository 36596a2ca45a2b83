namespace Slo.Tests.Traces;

/// <summary>A published budget: the events of the period, and the share of the budget left.</summary>
internal readonly record struct BudgetPoint(SloEventCounts Events, double Remaining);
