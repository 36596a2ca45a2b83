namespace Slo;

/// <summary>The urgency of a rule.</summary>
public enum AlertSeverity
{
    /// <summary>Open a ticket: investigate within days.</summary>
    Ticket,

    /// <summary>Page the person on call.</summary>
    Page,
}
