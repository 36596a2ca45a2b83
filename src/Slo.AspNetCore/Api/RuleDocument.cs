using System.Text.Json;
using System.Text.Json.Serialization;

namespace Slo.AspNetCore.Api;

/// <summary>JSON: one rule of the alert, of any kind.</summary>
internal sealed record RuleDocument
{
    /// <summary>burnRate, remainingBudget, exhaustion, silence or anomaly.</summary>
    public required string Kind { get; init; }

    public required string Text { get; init; }

    public required AlertSeverity Severity { get; init; }

    public required AlertState State { get; init; }

    public required DateTimeOffset Since { get; init; }

    public required bool Holds { get; init; }

    public double? LongBurnRate { get; init; }

    public double? ShortBurnRate { get; init; }

    public required string Hold { get; init; }

    public required string KeepFiring { get; init; }

    public required string CoolDown { get; init; }

    /// <summary>What the kind has besides: <c>factor</c>, <c>within</c> and so on.</summary>
    [JsonExtensionData]
    public Dictionary<string, object> Values { get; set; } = [];

    internal static RuleDocument Of(AlertRuleStatus status)
    {
        AlertRule rule = status.Rule;
        return new()
        {
            Kind = rule.Definition.Kind.Name,
            Text = rule.ToString()!,
            Severity = rule.Severity,
            State = status.State,
            Since = status.Since,
            Holds = status.Holds,
            LongBurnRate = status.LongBurnRate,
            ShortBurnRate = status.ShortBurnRate,
            Hold = SloDuration.Format(rule.Settings.Hold),
            KeepFiring = SloDuration.Format(rule.Settings.KeepFiring),
            CoolDown = SloDuration.Format(rule.Settings.CoolDown),
            Values = rule.Values.Where(value => !AlertRuleSettings.Arguments.Contains(value.Key))
                .ToDictionary(value => value.Key.Name, value => Json(value.Key, value.Value)),
        };
    }

    // A factor may have more digits than anyone can use: 14/15.
    private static object Json(AlertRuleArgument argument, object value) => value switch
    {
        decimal number => decimal.Round(number, 10),
        long count => count,
        string word => JsonNamingPolicy.CamelCase.ConvertName(word),
        _ => AlertRuleArgument.Format(value),
    };
}
