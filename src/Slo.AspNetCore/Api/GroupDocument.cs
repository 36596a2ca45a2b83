namespace Slo.AspNetCore.Api;

/// <summary>JSON: one group.</summary>
internal sealed record GroupDocument(string Value, long GoodEvents, long BadEvents, double? BudgetSpentRatio)
{
    internal static GroupDocument Of(SloGroupStatus reading) =>
        new(reading.Name, reading.Events.Good, reading.Events.Bad, reading.BudgetSpentRatio);
}
