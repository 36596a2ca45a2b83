namespace Slo.Shared.Map;

/// <summary>A target above what the services that it needs promise.</summary>
/// <param name="Service">Whose target.</param>
/// <param name="Objective">Of which objective.</param>
/// <param name="Message">The arithmetic.</param>
internal sealed record MapFinding(string Service, string Objective, string Message);
