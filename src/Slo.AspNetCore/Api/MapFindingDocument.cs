namespace Slo.AspNetCore.Api;

/// <summary>JSON: what is questionable about dependencies.</summary>
internal sealed record MapFindingDocument(SloFindingSeverity Severity, string Code, string? Objective, string Message)
{
    internal static MapFindingDocument Of(SloFinding finding) => new(finding.Severity, finding.Code, finding.Objective, finding.Message);
}
