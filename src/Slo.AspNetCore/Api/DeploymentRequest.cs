namespace Slo.AspNetCore.Api;

/// <summary>JSON: a deployment to note.</summary>
/// <param name="Version">What was deployed.</param>
/// <param name="By">Who did it; absent: the account of the request.</param>
/// <param name="Reason">Why.</param>
internal sealed record DeploymentRequest(string? Version, string? By = null, string? Reason = null);
