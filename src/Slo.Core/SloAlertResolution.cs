namespace Slo;

/// <summary>Why an alert was resolved.</summary>
public enum SloAlertResolution
{
    /// <summary>No rule holds any more.</summary>
    Recovered,

    /// <summary>The objective or its alert was removed, or the notification target does not take the alert any more.</summary>
    Removed,

    /// <summary>The process stopped while the alert fired. Whether the cause is gone is not known.</summary>
    Stopped,
}
