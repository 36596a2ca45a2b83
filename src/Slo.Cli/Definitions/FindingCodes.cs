namespace Slo.Cli.Definitions;

/// <summary>
/// Codes of findings in appsettings, those of the same meaning in OpenSLO files: docs/ascode.md lists them. From SLO0901 on they are of the
/// tool, and in docs/cli.md.
/// </summary>
internal static class FindingCodes
{
    internal const string Syntax = "SLO0001";
    internal const string Encoding = "SLO0002";
    internal const string Limit = "SLO0003";
    internal const string DuplicateKey = "SLO0004";
    internal const string Unreadable = "SLO0006";
    internal const string NoFile = "SLO0007";
    internal const string Flood = "SLO0008";
    internal const string NoSlo = "SLO0101";
    internal const string NoDefinition = "SLO0104";
    internal const string UnknownField = "SLO0110";
    internal const string DuplicateName = "SLO0202";
    internal const string Refused = "SLO0301";
    internal const string Doubtful = "SLO0302";
    internal const string Lost = "SLO0601";

    internal const string Unwritable = "SLO0901";
    internal const string NoOutput = "SLO0902";
    internal const string Broken = "SLO0903";
}
