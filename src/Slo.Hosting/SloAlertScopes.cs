namespace Slo;

/// <summary>Whose alerts are delivered.</summary>
[Flags]
public enum SloAlertScopes
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Those of each instance.</summary>
    Instance = 1,

    /// <summary>Those of the fleet, by its leader.</summary>
    Fleet = 2,
}
