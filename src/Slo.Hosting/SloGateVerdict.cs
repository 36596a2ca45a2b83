namespace Slo;

/// <summary>How a gate stands, as of an evaluation. Immutable.</summary>
/// <param name="IsOpen">Whether it is open.</param>
/// <param name="Cause">Why. If there are several causes, the alert comes before the budget.</param>
/// <param name="Since">Since when it is open or closed, UTC.</param>
public sealed record SloGateVerdict(bool IsOpen, SloGateCause Cause, DateTimeOffset Since)
{
    /// <summary>Whose events decide.</summary>
    public SloScope Scope { get; init; }

    /// <summary>The status that it was judged by; null if the objective is not declared.</summary>
    public SloStatus? Status { get; init; }
}
