namespace Slo;

/// <summary>How bad a finding is.</summary>
public enum SloFindingSeverity
{
    /// <summary>Legal, but probably not meant.</summary>
    Warning,

    /// <summary>Refused.</summary>
    Error,
}
