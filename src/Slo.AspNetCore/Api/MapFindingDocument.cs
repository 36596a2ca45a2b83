namespace Slo.AspNetCore.Api;

/// <summary>JSON: what is questionable about dependencies. The service is that of an objective of another app; null: of this app.</summary>
internal sealed record MapFindingDocument(
    SloFindingSeverity Severity, string Code, string? Objective, string Message, string? Service = null)
{
    internal static MapFindingDocument Of(SloFinding finding) => new(finding.Severity, finding.Code, finding.Objective, finding.Message);
}
