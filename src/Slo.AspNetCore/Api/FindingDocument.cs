namespace Slo.AspNetCore.Api;

/// <summary>JSON: what is wrong with a request. The path is the member that it is about.</summary>
internal sealed record FindingDocument(string Code, string? Path, string Message)
{
    internal static FindingDocument Of(SloFinding finding) => new(finding.Code, finding.Path, finding.Text);
}
