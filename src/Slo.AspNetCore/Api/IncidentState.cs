namespace Slo.AspNetCore.Api;

/// <summary>Whether an incident goes on.</summary>
internal enum IncidentState
{
    /// <summary>A rule fires.</summary>
    Open,

    /// <summary>It has ended.</summary>
    Closed,
}
