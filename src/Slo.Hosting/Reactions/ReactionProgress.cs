namespace Slo.Hosting.Reactions;

/// <summary>What is known of a reaction: kept in the store, and changed by <see cref="ReactionRules"/> only. Immutable.</summary>
internal sealed record ReactionProgress
{
    /// <summary>A reaction that never ran.</summary>
    internal static readonly ReactionProgress None = new();

    public SloReactionState State { get; init; }

    /// <summary>Since when.</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>Identifies the current or last run; empty: none.</summary>
    public string Run { get; init; } = "";

    /// <summary>Whether the run changes nothing. A run ends as it began, also if the declaration has changed.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>When it began.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>When the last run ended.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    public string Objective { get; init; } = "";

    public string Reason { get; init; } = "";

    public IReadOnlyList<StepProgress> Steps { get; init; } = [];

    /// <summary>How many calls the run has made: no two have the same key.</summary>
    public int Calls { get; init; }

    /// <summary>How often in a row the alert fired again soon after an undo.</summary>
    public int Relapses { get; init; }

    /// <summary>When the last decision was taken that was acted on.</summary>
    public DateTimeOffset? DecidedAt { get; init; }

    internal ReactionProgress In(SloReactionState state, DateTimeOffset now) => this with { State = state, Since = now };

    internal ReactionProgress With(int step, StepProgress progress)
    {
        StepProgress[] steps = [.. Steps];
        steps[step] = progress;
        return this with { Steps = steps };
    }
}
