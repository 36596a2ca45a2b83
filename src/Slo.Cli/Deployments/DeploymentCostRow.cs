using System.Text.Json;
using Slo.Cli.Infrastructure;

namespace Slo.Cli.Deployments;

/// <summary>The cost of a deployment for an objective, from the API.</summary>
internal sealed record DeploymentCostRow(
    DateTimeOffset At, DateTimeOffset Until, string Version, string Actor, string Objective, long BadEvents, double? SpentRatio,
    string Period)
{
    internal string Cost => SpentRatio is { } spent ? $"{Display.Percent(spent)} of the budget of {Period}" : "not known";

    /// <summary>Returns a row for each objective, or one row without an objective if none is declared.</summary>
    internal static IEnumerable<DeploymentCostRow> Of(JsonElement deployment)
    {
        DeploymentCostRow bare = new(
            deployment.GetProperty("at").GetDateTimeOffset(), deployment.GetProperty("until").GetDateTimeOffset(),
            deployment.GetProperty("version").GetString() ?? "", deployment.GetProperty("actor").GetString() ?? "", "", 0, null, "");
        DeploymentCostRow[] rows = [.. deployment.GetProperty("costs").EnumerateArray().Select(cost => Of(bare, cost))];
        return rows.Length == 0 ? [bare] : rows;
    }

    private static DeploymentCostRow Of(DeploymentCostRow bare, JsonElement cost) => bare with
    {
        Objective = cost.GetProperty("objective").GetString() ?? "",
        BadEvents = cost.GetProperty("badEvents").GetInt64(),
        SpentRatio = cost.GetProperty("budgetSpentRatio") is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : null,
        Period = cost.GetProperty("period").GetString() ?? "",
    };
}
