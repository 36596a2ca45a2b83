namespace Slo;

/// <summary>One reason for which the release gate is closed, or a review is required. Immutable.</summary>
/// <param name="Objective">The name of the objective.</param>
/// <param name="Cause">The kind of the reason.</param>
/// <param name="Text">The reason as a sentence.</param>
public sealed record SloReleaseReason(string Objective, SloReleaseCause Cause, string Text)
{
    /// <summary>The name of the policy; null for other causes.</summary>
    public string? Policy { get; init; }

    /// <summary>The condition of the level, or the rule that fires; null for an exhausted budget.</summary>
    public string? Level { get; init; }

    /// <summary>The share of the error budget that is left, or the burn rate; null if there is none.</summary>
    public double? Value { get; init; }

    /// <summary>The limit that <see cref="Value"/> crossed; null if there is none.</summary>
    public double? Limit { get; init; }

    /// <summary>Since when, UTC; null: not known.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>When it ends at the latest, UTC: the end of the calendar period. Null: not known.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Whether the events of the fleet or of this instance were judged.</summary>
    public SloScope Scope { get; init; }

    /// <summary>Who may override the policy (<see cref="SloPolicy.WhoMayOverride"/>); null: not declared.</summary>
    public string? WhoMayOverride { get; init; }

    /// <summary>The <see cref="SloReleaseOverride.Id"/> of the override that applies to this reason; null: it is not
    /// overridden.</summary>
    public string? OverriddenBy { get; init; }
}
