namespace Slo;

/// <content>Codes of the tool.</content>
public static partial class SloFindingCodes
{
    /// <summary>Tool: a file that cannot be written.</summary>
    public const string Unwritable = "SLO0901";

    /// <summary>Tool: standard output cannot be written.</summary>
    public const string NoOutput = "SLO0902";

    /// <summary>Tool: an error of the tool itself.</summary>
    public const string InternalError = "SLO0903";

    /// <summary>Tool: another process than before answers, or a cohort began anew, so its counts cannot be compared.</summary>
    public const string CanaryProcess = "SLO0911";

    /// <summary>Tool: a version that several cohorts have.</summary>
    public const string AmbiguousCohort = "SLO0912";
}
