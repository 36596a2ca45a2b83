namespace Slo;

/// <summary>A reaction and its state. Immutable.</summary>
public sealed record SloReactionStatus
{
    /// <summary>The name of the reaction.</summary>
    public required string Name { get; init; }

    /// <summary>Whether it reacts to alerts of the fleet or of this instance.</summary>
    public required SloScope Scope { get; init; }

    /// <summary>Whether actions are only recorded and not called.</summary>
    public required bool IsDryRun { get; init; }

    /// <summary>The state; null if it is not known: the store has not answered yet, or another instance is the leader of the
    /// fleet.</summary>
    public SloReactionState? State { get; init; }

    /// <summary>Since when it has this state, UTC; null if it never ran.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>The objective, or the alert from Alertmanager, that started the current or last run; empty if there was none.</summary>
    public string Objective { get; init; } = "";

    /// <summary>Why the current or last run began; empty if there was none.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The condition that the reaction waits for; null: none.</summary>
    public string? WaitsFor { get; init; }

    /// <summary>The earliest time of the next step, UTC; if the alert has ended, the time of the undo. Null if no step follows or the
    /// reaction is paused. It may be in the past while the reaction waits for a condition (<see cref="WaitsFor"/>).</summary>
    public DateTimeOffset? NextAt { get; init; }

    /// <summary>When the last run ended, UTC; null if no run has ended.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The decision in force, or null.</summary>
    public SloReactionOverride? Override { get; init; }

    /// <summary>The steps, in order.</summary>
    public required IReadOnlyList<SloReactionStepStatus> Steps { get; init; }
}
