namespace Slo.AspNetCore.Api;

/// <summary>JSON: one group. The alert is null unless each group has one.</summary>
internal sealed record GroupDocument(string Value, long GoodEvents, long BadEvents, double? BudgetSpentRatio, AlertDocument? Alert)
{
    internal static GroupDocument Of(SloGroupStatus group, SloStatus? status) => new(
        group.Name, group.Events.Good, group.Events.Bad, group.BudgetSpentRatio,
        status is null ? null : AlertDocument.Of(status.Alert));
}
