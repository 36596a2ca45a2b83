namespace Slo;

/// <summary>How urgently a burn-rate rule wants a human.</summary>
public enum AlertSeverity
{
    /// <summary>To be looked at within days.</summary>
    Ticket,

    /// <summary>To be looked at now.</summary>
    Page,
}
