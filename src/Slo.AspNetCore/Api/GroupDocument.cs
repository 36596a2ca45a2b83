namespace Slo.AspNetCore.Api;

/// <summary>JSON: one group.</summary>
internal sealed record GroupDocument(string Value, long GoodEvents, long BadEvents, double? BudgetSpentRatio)
{
    internal static GroupDocument Of(SloGroupStatus status) =>
        new(status.Name, status.Events.Good, status.Events.Bad, status.BudgetSpentRatio);
}
