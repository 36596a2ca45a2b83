namespace Slo;

/// <summary>
/// Time that counts for no budget, no window and no rule: maintenance, planned or after the fact. What happened in it is kept, and counts
/// again if the exclusion is removed.
/// </summary>
public sealed record SloExclusion
{
    /// <summary>When it applies.</summary>
    public required SloSchedule When { get; init; }

    /// <summary>The objective; null: all objectives of the set. Plays no part in an exclusion that an objective declares.</summary>
    public string? Objective { get; init; }

    /// <summary>Who decided it, at most 200 characters.</summary>
    public string? Owner { get; init; }

    /// <summary>Why, at most 1,050 characters.</summary>
    public string? Reason { get; init; }

    /// <summary>Identifies it; given by <see cref="SloRegistry.Exclude"/> where it is null.</summary>
    public string? Id { get; init; }
}
