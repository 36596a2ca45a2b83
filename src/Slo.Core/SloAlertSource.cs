namespace Slo;

/// <summary>The origin of an alert.</summary>
public enum SloAlertSource
{
    /// <summary>This process, from its own events.</summary>
    Process,

    /// <summary>Alertmanager, usually for the whole fleet.</summary>
    Alertmanager,
}
