namespace Slo;

/// <summary>Whose events a status or an alert is about.</summary>
public enum SloScope
{
    /// <summary>The events of this process.</summary>
    Instance,

    /// <summary>The events of all instances together.</summary>
    Fleet,
}
