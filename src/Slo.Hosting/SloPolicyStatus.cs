using Slo.Hosting.Policies;

namespace Slo;

/// <summary>The status of a level of an error-budget policy for one objective, as of an evaluation. Immutable.</summary>
/// <param name="Policy">The policy.</param>
/// <param name="Level">The level.</param>
/// <param name="Objective">The name of the objective.</param>
public sealed record SloPolicyStatus(SloPolicy Policy, SloPolicyLevel Level, string Objective)
{
    /// <summary>The service of the objective, or null.</summary>
    public string? Service { get; init; }

    /// <summary>The owner of the objective, or null.</summary>
    public string? Owner { get; init; }

    /// <summary>Whether it is in force. Without events it is not.</summary>
    public bool IsInForce { get; init; }

    /// <summary>The share of the error budget that is left, in (-inf, 1], or the burn rate; null without events.</summary>
    public double? Value { get; init; }

    /// <summary>The value at which the level begins.</summary>
    public double Limit => Level.Limit;

    /// <summary>The value at which it ends.</summary>
    public double End => Level.End;

    /// <summary>Since when it is in force, UTC; null if it is not.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>When it ends at the latest, UTC: for a level of the budget, the end of the calendar period. Null: not known, or it is not
    /// in force.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>The time of the evaluation, UTC.</summary>
    public DateTimeOffset AsOf { get; init; }

    /// <summary>Whether the events of the fleet or of this instance were judged.</summary>
    public SloScope Scope { get; init; }

    /// <summary>Why it is in force or not, as a sentence.</summary>
    public string Reason => PolicyRules.Reason(this);
}
