namespace Slo;

/// <summary>The state of a gate, as of an evaluation. Immutable.</summary>
/// <param name="IsOpen">Whether the gate is open.</param>
/// <param name="Cause">Why. If there are several causes, an alert takes precedence over the budget.</param>
/// <param name="Since">Since when it is open or closed, UTC.</param>
public sealed record SloGateVerdict(bool IsOpen, SloGateCause Cause, DateTimeOffset Since)
{
    /// <summary>Whether the events of the fleet or of this instance were judged.</summary>
    public SloScope Scope { get; init; }

    /// <summary>The status of the objective that was judged; null if the objective is not declared.</summary>
    public SloStatus? Status { get; init; }
}
