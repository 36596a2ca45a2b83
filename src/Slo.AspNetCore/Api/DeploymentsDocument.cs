namespace Slo.AspNetCore.Api;

/// <summary>JSON: the last deployments, the newest first.</summary>
/// <param name="AsOf">The instant.</param>
/// <param name="IsComplete">Whether the store could be read.</param>
/// <param name="Window">The longest time for which a cost is counted.</param>
/// <param name="Deployments">The deployments.</param>
internal sealed record DeploymentsDocument(
    DateTimeOffset AsOf, bool IsComplete, string Window, IReadOnlyList<DeploymentDocument> Deployments);
