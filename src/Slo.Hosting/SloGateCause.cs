namespace Slo;

/// <summary>Why a gate is open or closed.</summary>
public enum SloGateCause
{
    /// <summary>Open: there is enough budget, and no alert.</summary>
    None,

    /// <summary>Open: the objective is not declared.</summary>
    UnknownObjective,

    /// <summary>Closed: less than <see cref="SloGateOptions.MinimumBudgetRatio"/> is left, or was left and
    /// <see cref="SloGateOptions.ReopenBudgetRatio"/> is not reached yet.</summary>
    Budget,

    /// <summary>Closed: an alert of <see cref="SloGateOptions.Severity"/> or above fires.</summary>
    Alert,

    /// <summary>Closed: the alert ended less than <see cref="SloGateOptions.ReopensAfter"/> ago.</summary>
    AlertEnded,
}
