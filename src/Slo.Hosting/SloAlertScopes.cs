namespace Slo;

/// <summary>Which alerts an instance in a fleet delivers.</summary>
[Flags]
public enum SloAlertScopes
{
    /// <summary>Neither.</summary>
    None = 0,

    /// <summary>The alerts over the events of this instance.</summary>
    Instance = 1,

    /// <summary>The alerts over the events of all instances. Only the leader delivers them.</summary>
    Fleet = 2,
}
