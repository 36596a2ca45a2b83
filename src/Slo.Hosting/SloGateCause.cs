namespace Slo;

/// <summary>Why a gate is open or closed.</summary>
public enum SloGateCause
{
    /// <summary>Open: enough budget is left, and no alert closes the gate.</summary>
    None,

    /// <summary>Open: the objective is not declared.</summary>
    UnknownObjective,

    /// <summary>Closed: less than <see cref="SloGateOptions.MinimumBudgetRatio"/> of the error budget is left, or was left before and
    /// <see cref="SloGateOptions.ReopenBudgetRatio"/> has not been reached since.</summary>
    Budget,

    /// <summary>Closed: an alert of <see cref="SloGateOptions.Severity"/> or above fires.</summary>
    Alert,

    /// <summary>Closed: the alert ended less than <see cref="SloGateOptions.ReopensAfter"/> ago.</summary>
    AlertEnded,
}
