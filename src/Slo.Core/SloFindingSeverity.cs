namespace Slo;

/// <summary>How serious a finding is.</summary>
public enum SloFindingSeverity
{
    /// <summary>Valid, but probably not intended.</summary>
    Warning,

    /// <summary>Rejected.</summary>
    Error,
}
