using System.Text.Json.Serialization;

namespace Slo.AspNetCore.Api;

/// <summary>JSON: one rule of the alert. What only another kind of rule has is left out.</summary>
internal sealed record RuleDocument
{
    /// <summary>burnRate, remainingBudget, exhaustion or silence.</summary>
    public required string Kind { get; init; }

    public required string Text { get; init; }

    public required AlertSeverity Severity { get; init; }

    public required AlertState State { get; init; }

    public required DateTimeOffset Since { get; init; }

    public required bool Holds { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public decimal? Factor { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public decimal? BudgetFraction { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Long { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Short { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ThresholdComparison? Comparison { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? MinimumEvents { get; init; }

    public double? LongBurnRate { get; init; }

    public double? ShortBurnRate { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public decimal? RemainingRatio { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Within { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? After { get; init; }

    public required string Hold { get; init; }

    public required string KeepFiring { get; init; }

    public required string CoolDown { get; init; }

    internal static RuleDocument Of(AlertRuleStatus status)
    {
        AlertRule rule = status.Rule;
        RuleDocument document = new()
        {
            Kind = "",
            Text = rule.ToString(),
            Severity = rule.Severity,
            State = status.State,
            Since = status.Since,
            Holds = status.Holds,
            LongBurnRate = status.LongBurnRate,
            ShortBurnRate = status.ShortBurnRate,
            Hold = SloDuration.Format(rule.Settings.Hold),
            KeepFiring = SloDuration.Format(rule.Settings.KeepFiring),
            CoolDown = SloDuration.Format(rule.Settings.CoolDown),
        };
        return rule switch
        {
            BurnRateRule burn => document with
            {
                Kind = "burnRate",
                Factor = decimal.Round(burn.Factor, 10),
                BudgetFraction = decimal.Round(burn.BudgetFraction, 10),
                Long = SloDuration.Format(burn.LongWindow),
                Short = SloDuration.Format(burn.ShortWindow),
                Comparison = burn.Comparison,
                MinimumEvents = burn.MinimumEvents,
            },
            RemainingBudgetRule budget => document with { Kind = "remainingBudget", RemainingRatio = budget.RemainingRatio },
            ExhaustionRule exhaustion => document with { Kind = "exhaustion", Within = SloDuration.Format(exhaustion.Within) },
            SilenceRule silence => document with { Kind = "silence", After = SloDuration.Format(silence.After) },
            _ => throw new NotSupportedException($"{rule.GetType()} has no JSON shape"),
        };
    }
}
