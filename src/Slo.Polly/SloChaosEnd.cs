namespace Slo;

/// <summary>Why a chaos experiment ended.</summary>
public enum SloChaosEnd
{
    /// <summary>Its duration was over.</summary>
    Completed,

    /// <summary>It had spent the budget allowed to it.</summary>
    AllowanceSpent,

    /// <summary>An alert fired.</summary>
    AlertFired,

    /// <summary>The condition of an alert rule held, before the alert fired.</summary>
    Burning,

    /// <summary>Too little of the budget was left.</summary>
    BudgetLow,

    /// <summary>The objective was no longer declared.</summary>
    ObjectiveGone,

    /// <summary>The store of the fleet did not answer, so it was not known how the fleet stands.</summary>
    FleetStale,

    /// <summary>A person or a program stopped it.</summary>
    Stopped,

    /// <summary>The host stopped.</summary>
    HostStopped,
}
