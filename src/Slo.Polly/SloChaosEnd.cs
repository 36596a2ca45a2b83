namespace Slo;

/// <summary>Why a chaos experiment ended.</summary>
public enum SloChaosEnd
{
    /// <summary>It ran for its whole <see cref="SloChaosOptions.Duration"/>.</summary>
    Completed,

    /// <summary><see cref="SloChaosOptions.AllowedBudgetRatio"/> was spent.</summary>
    AllowanceSpent,

    /// <summary>An alert of <see cref="SloChaosOptions.Severity"/> or above fired.</summary>
    AlertFired,

    /// <summary>The condition of a rule of <see cref="SloChaosOptions.Severity"/> or above held, before an alert fired.</summary>
    Burning,

    /// <summary>Less than <see cref="SloChaosOptions.MinimumBudgetRatio"/> of the error budget was left.</summary>
    BudgetLow,

    /// <summary>The objective was no longer declared.</summary>
    ObjectiveGone,

    /// <summary>The fleet became stale (<see cref="SloFleet.StaleSince"/>), so its status was not known.</summary>
    FleetStale,

    /// <summary><see cref="SloChaosExperiment.Stop"/> was called.</summary>
    Stopped,

    /// <summary>The host stopped.</summary>
    HostStopped,
}
