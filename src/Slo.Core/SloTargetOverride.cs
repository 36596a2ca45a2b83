namespace Slo;

/// <summary>A target that takes the place of the declared and the scheduled one for a time, decided while the app runs.</summary>
public sealed record SloTargetOverride
{
    /// <summary>The objective.</summary>
    public required string Objective { get; init; }

    /// <summary>The share of good events promised, in [0, 1).</summary>
    public required decimal TargetRatio { get; init; }

    /// <summary>From when on it is in force, UTC.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>When it expires, UTC.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>Who decided it, at most 200 characters.</summary>
    public string? Owner { get; init; }

    /// <summary>Why, at most 1,050 characters.</summary>
    public string? Reason { get; init; }

    /// <summary>Identifies it; given by <see cref="SloRegistry.OverrideTarget"/> where it is null.</summary>
    public string? Id { get; init; }
}
