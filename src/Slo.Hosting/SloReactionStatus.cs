namespace Slo;

/// <summary>A reaction and its state. Immutable.</summary>
public sealed record SloReactionStatus
{
    /// <summary>The name of the reaction.</summary>
    public required string Name { get; init; }

    /// <summary>Whose events it reacts to.</summary>
    public required SloScope Scope { get; init; }

    /// <summary>Whether actions are only recorded, not run.</summary>
    public required bool IsDryRun { get; init; }

    /// <summary>The state; null if this instance does not know it: the store has not answered yet, or another instance leads the
    /// fleet.</summary>
    public SloReactionState? State { get; init; }

    /// <summary>Since when, UTC; null if it never ran.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>The objective, or the alert from elsewhere, that the current or last run reacts to; empty: there was none.</summary>
    public string Objective { get; init; } = "";

    /// <summary>Why the current or last run began; empty: there was none.</summary>
    public string Reason { get; init; } = "";

    /// <summary>What the reaction waits for; null: nothing.</summary>
    public string? WaitsFor { get; init; }

    /// <summary>When the next step runs at the earliest, UTC, or is undone if the alert has ended; null: nothing is due, a step has failed,
    /// or the reaction is paused. It may be in the past while <see cref="WaitsFor"/> says what is waited for.</summary>
    public DateTimeOffset? NextAt { get; init; }

    /// <summary>When the last run ended, UTC; null if none has.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The decision in force, or null.</summary>
    public SloReactionOverride? Override { get; init; }

    /// <summary>The steps, in order.</summary>
    public required IReadOnlyList<SloReactionStepStatus> Steps { get; init; }
}
