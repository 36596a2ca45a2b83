namespace Slo;

/// <summary>What happened to an alert.</summary>
public enum SloAlertTransitionKind
{
    /// <summary>The first rule fires.</summary>
    Fired,

    /// <summary>A more urgent rule fires too.</summary>
    Escalated,

    /// <summary>The most urgent rules ended, others still fire.</summary>
    Deescalated,

    /// <summary>No rule fires any more.</summary>
    Resolved,
}
