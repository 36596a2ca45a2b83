namespace Slo.Shared.Reporting;

/// <summary>How the data answers a question of the review.</summary>
internal enum ReviewVerdict
{
    /// <summary>Yes.</summary>
    Yes,

    /// <summary>No: something has to change.</summary>
    No,

    /// <summary>The data does not say.</summary>
    Unclear,
}
