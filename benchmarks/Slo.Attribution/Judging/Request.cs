namespace Slo.AttributionJudge.Judging;

/// <summary>One request of the simulated app.</summary>
/// <param name="Route">Index of the route.</param>
/// <param name="Version">Its version.</param>
/// <param name="Client">Its kind of client.</param>
/// <param name="Tenant">Its tenant.</param>
public readonly record struct Request(int Route, string Version, string Client, int Tenant);
