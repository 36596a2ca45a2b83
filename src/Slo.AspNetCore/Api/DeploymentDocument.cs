namespace Slo.AspNetCore.Api;

/// <summary>JSON: a deployment and its cost.</summary>
/// <param name="Id">The id of its entry in the ledger.</param>
/// <param name="At">When.</param>
/// <param name="Version">What was deployed.</param>
/// <param name="Actor">Who did it.</param>
/// <param name="Reason">Why.</param>
/// <param name="Until">Until when the cost is counted: the next deployment, the end of the window, or now.</param>
/// <param name="Costs">What it cost, the most first.</param>
internal sealed record DeploymentDocument(
    long Id, DateTimeOffset At, string? Version, string? Actor, string? Reason, DateTimeOffset Until,
    IReadOnlyList<DeploymentCostDocument> Costs);
