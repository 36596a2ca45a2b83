namespace Slo.Tests.Crossing;

/// <summary>What happens in one step of a crossing.</summary>
public enum CrossingBeatKind
{
    /// <summary>Some ticks, an interval apart.</summary>
    Run,

    /// <summary>One tick that comes late: evaluation has a gap; a host that evaluates at an interval has not observed that time.</summary>
    Late,

    /// <summary>The machine is suspended.</summary>
    Suspend,

    /// <summary>The process ends, and another one continues after a time.</summary>
    Restart,
}
