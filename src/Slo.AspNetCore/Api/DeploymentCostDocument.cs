namespace Slo.AspNetCore.Api;

/// <summary>JSON: what a deployment cost an objective.</summary>
/// <param name="Objective">The objective.</param>
/// <param name="GoodEvents">Good events from the deployment to <c>until</c>.</param>
/// <param name="BadEvents">Bad events in it.</param>
/// <param name="BudgetSpentRatio">The share of the budget of the current period that it spent; null: not known.</param>
/// <param name="Period">The period.</param>
/// <param name="Resolution">How finely the history keeps the older end; in between, events are interpolated.</param>
internal sealed record DeploymentCostDocument(
    string Objective, long GoodEvents, long BadEvents, double? BudgetSpentRatio, string Period, string Resolution)
{
    internal static DeploymentCostDocument Of(SloObjective objective, in SloBudgetSpending spending) => new(
        objective.Name, spending.Events.Good, spending.Events.Bad, spending.SpentRatio, objective.Period.ToString(),
        SloDuration.Format(spending.Resolution));
}
