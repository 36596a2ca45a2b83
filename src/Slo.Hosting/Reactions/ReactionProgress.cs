namespace Slo.Hosting.Reactions;

/// <summary>The state of a reaction, as it is stored. Changed only by <see cref="ReactionRules"/>. Immutable.</summary>
internal sealed record ReactionProgress
{
    /// <summary>A reaction that never ran.</summary>
    internal static readonly ReactionProgress None = new();

    public SloReactionState State { get; init; }

    /// <summary>Since when it has this state.</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>Identifies the current or last run; empty: none.</summary>
    public string Run { get; init; } = "";

    /// <summary>Whether the run is a dry run. A run does not change its mode, even if the declaration has changed.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>When it began.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>When the last run ended.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    public string Objective { get; init; } = "";

    public string Reason { get; init; } = "";

    public IReadOnlyList<StepProgress> Steps { get; init; } = [];

    /// <summary>The number of calls of the run, which makes their keys unique.</summary>
    public int Calls { get; init; }

    /// <summary>How often in a row the alert fired again soon after an undo.</summary>
    public int Relapses { get; init; }

    /// <summary>The time of the last decision that was processed.</summary>
    public DateTimeOffset? DecidedAt { get; init; }

    internal ReactionProgress In(SloReactionState state, DateTimeOffset now) => this with { State = state, Since = now };

    internal ReactionProgress With(int step, StepProgress progress)
    {
        StepProgress[] steps = [.. Steps];
        steps[step] = progress;
        return this with { Steps = steps };
    }
}
