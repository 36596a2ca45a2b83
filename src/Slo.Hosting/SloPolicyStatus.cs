using Slo.Hosting.Policies;

namespace Slo;

/// <summary>How a level of an error-budget policy stands for one objective, as of an evaluation. Immutable.</summary>
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

    /// <summary>Since when it is in force, UTC; null: it is not.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>When it ends at the latest, UTC: with the calendar period, of a level of the budget. Null: not known, or it is not in
    /// force.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>The instant of the evaluation, UTC.</summary>
    public DateTimeOffset AsOf { get; init; }

    /// <summary>Whose events decide.</summary>
    public SloScope Scope { get; init; }

    /// <summary>Why it is in force or not, as a sentence.</summary>
    public string Reason => PolicyRules.Reason(this);
}
