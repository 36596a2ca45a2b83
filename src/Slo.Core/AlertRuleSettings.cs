namespace Slo;

/// <summary>Settings against a rule that fires too early, ends too early, or fires again too early. By default there is no guard.</summary>
public sealed record AlertRuleSettings
{
    /// <summary>No guard.</summary>
    public static readonly AlertRuleSettings None = new();

    internal static readonly AlertRuleArgument HoldArgument = new(
        "hold", "Hold", AlertRuleUnit.Duration, AlertRuleEffect.Later, "How long the condition must last before the rule fires.");

    internal static readonly AlertRuleArgument KeepFiringArgument = new(
        "keepFiring", "KeepFiring", AlertRuleUnit.Duration, AlertRuleEffect.Earlier, "How long the rule goes on firing after it.");

    internal static readonly AlertRuleArgument CoolDownArgument = new(
        "coolDown", "CoolDown", AlertRuleUnit.Duration, AlertRuleEffect.Later, "How long the rule then rests.")
    {
        Label = "cool-down",
    };

    internal static readonly AlertRuleArgument MinimumBadEventsArgument = new(
        "minimumBadEvents", "MinimumBadEvents", AlertRuleUnit.Count, AlertRuleEffect.Later, "With fewer bad events it does not fire.")
    {
        Limits = new(0, null),
    };

    internal static readonly AlertRuleArgument ConfidenceArgument = new(
        "confidence", "Confidence", AlertRuleUnit.Number, AlertRuleEffect.Later,
        "The lower bound of the ratio is compared, with this confidence.")
    {
        Limits = new(0.5m, 1, ExcludesMaximum: true),
        Example = 0.95m,
    };

    /// <summary>What a rule of every kind may have.</summary>
    public static IReadOnlyList<AlertRuleArgument> Arguments { get; } = [HoldArgument, KeepFiringArgument, CoolDownArgument];

    /// <summary>
    /// How long the condition must hold without a break before the rule fires; pending until then. At most 7 days; Prometheus: <c>for</c>.
    /// </summary>
    public TimeSpan Hold { get; init; }

    /// <summary>
    /// How long the rule keeps firing after its condition ended, against flapping. From 0 to 7 days; Prometheus: <c>keep_firing_for</c>.
    /// </summary>
    public TimeSpan KeepFiring { get; init; }

    /// <summary>How long the rule stays resolved after it ended, even if its condition holds again. From 0 to 7 days.</summary>
    public TimeSpan CoolDown { get; init; }

    /// <summary>Burn-rate rules only: with fewer bad events than this in the long window the rule does not fire. Default 0.</summary>
    public long MinimumBadEvents { get; init; }

    /// <summary>
    /// Burn-rate rules only: fire only where the lower bound of the bad ratio of both windows reaches the threshold with this confidence,
    /// from 0.5 to below 1 (one-sided Wilson score bound); null: the ratio itself is compared, exactly. For low traffic.
    /// </summary>
    public decimal? Confidence { get; init; }

    /// <summary>The settings as values of a rule.</summary>
    internal IEnumerable<KeyValuePair<AlertRuleArgument, object>> Values =>
    [
        .. MinimumBadEvents == 0 ? (KeyValuePair<AlertRuleArgument, object>[])[] : [new(MinimumBadEventsArgument, MinimumBadEvents)],
        .. Confidence is { } confidence ? (KeyValuePair<AlertRuleArgument, object>[])[new(ConfidenceArgument, confidence)] : [],
        new(HoldArgument, Hold), new(KeepFiringArgument, KeepFiring), new(CoolDownArgument, CoolDown),
    ];

    internal static AlertRuleSettings Of(AlertRuleDefinition rule)
    {
        AlertRuleSettings settings = new()
        {
            Hold = rule.Duration(HoldArgument),
            KeepFiring = rule.Duration(KeepFiringArgument),
            CoolDown = rule.Duration(CoolDownArgument),
            MinimumBadEvents = rule.Count(MinimumBadEventsArgument),
            Confidence = (decimal?)rule[ConfidenceArgument],
        };

        // Shared by the many rules that have none.
        return settings == None ? None : settings;
    }
}
