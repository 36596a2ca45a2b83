namespace Slo;

/// <summary>Settings against a rule that fires too early, ends too early, or fires again too early. By default there is no guard.</summary>
public sealed record AlertRuleSettings
{
    /// <summary>No guard.</summary>
    public static readonly AlertRuleSettings None = new();

    /// <summary>
    /// How long the condition must hold without a break before the rule fires; pending until then. From 0 to 7 days; Prometheus calls it
    /// <c>for</c>.
    /// </summary>
    public TimeSpan Hold { get; init; }

    /// <summary>
    /// How long the rule keeps firing after its condition ended, against flapping. From 0 to 7 days; Prometheus: <c>keep_firing_for</c>.
    /// </summary>
    public TimeSpan KeepFiring { get; init; }

    /// <summary>How long the rule stays resolved after it ended, whatever the condition does. From 0 to 7 days.</summary>
    public TimeSpan CoolDown { get; init; }

    /// <summary>Burn-rate rules only: with fewer bad events than this in the long window the rule does not fire. Default 0.</summary>
    public long MinimumBadEvents { get; init; }

    /// <summary>
    /// Burn-rate rules only: fire only where the lower bound of the bad ratio of both windows reaches the threshold with this confidence,
    /// from 0.5 to below 1 (one-sided Wilson score bound); null: the ratio itself is compared, exactly. For low traffic.
    /// </summary>
    public decimal? Confidence { get; init; }
}
