using System.Globalization;
using Slo.AsCode.Reading;

namespace Slo.AsCode.OpenSlo;

/// <summary>
/// The rules that OpenSLO has no condition for, in one annotation: <c>remaining-budget 0.25 ticket; exhaustion 3d page hold=5m; silence 10m page</c>.
/// </summary>
internal static class OtherRules
{
    internal static void Read(Metadata slo, SloObjectiveBuilder builder)
    {
        foreach (var rule in (slo.Annotations.Text(AnnotationNames.OtherRules) ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!TryRead(rule.Split(' ', StringSplitOptions.RemoveEmptyEntries), builder))
            {
                slo.Findings.Error(Codes.Annotation, slo.Annotations.Place(AnnotationNames.OtherRules)!, $"{AnnotationNames.OtherRules} '{Shown.Text(rule)}': must read like "
                    + "remaining-budget 0.25 ticket, exhaustion 3d page or silence 10m page, with hold=, keep-firing= and cool-down= behind");
            }
        }
    }

    /// <summary>The rules of an objective that are not burn-rate rules; null where there are none.</summary>
    internal static string? Write(IEnumerable<AlertRule> rules)
    {
        string[] texts = [.. rules.Select(Write).OfType<string>()];
        return texts.Length == 0 ? null : string.Join("; ", texts);
    }

    private static string? Write(AlertRule rule)
    {
        var severity = rule.Severity == AlertSeverity.Page ? "page" : "ticket";
        var what = rule switch
        {
            RemainingBudgetRule remaining => FormattableString.Invariant($"remaining-budget {remaining.RemainingRatio} {severity}"),
            ExhaustionRule exhaustion => $"exhaustion {SloDuration.Format(exhaustion.Within)} {severity}",
            SilenceRule silence => $"silence {SloDuration.Format(silence.After)} {severity}",
            _ => null,
        };
        return what is null ? null : what + Setting("hold", rule.Settings.Hold) + Setting("keep-firing", rule.Settings.KeepFiring) + Setting("cool-down", rule.Settings.CoolDown);
    }

    private static string Setting(string name, TimeSpan value) => value == TimeSpan.Zero ? "" : $" {name}={SloDuration.Format(value)}";

    private static bool TryRead(string[] words, SloObjectiveBuilder builder)
    {
        if (words.Length < 3 || words[2] is not ("page" or "ticket") || ReadSettings(words.AsSpan(3)) is not { } settings)
        {
            return false;
        }

        AlertSeverity severity = words[2] == "page" ? AlertSeverity.Page : AlertSeverity.Ticket;
        switch (words[0])
        {
            case "remaining-budget" when decimal.TryParse(words[1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var ratio):
                builder.RemainingBudgetRule(severity, ratio, settings);
                return true;
            case "exhaustion" when SloDuration.TryParse(words[1], out TimeSpan within):
                builder.ExhaustionRule(severity, within, settings);
                return true;
            case "silence" when SloDuration.TryParse(words[1], out TimeSpan after):
                builder.SilenceRule(severity, after, settings);
                return true;
            default:
                return false;
        }
    }

    private static AlertRuleSettings? ReadSettings(ReadOnlySpan<string> words)
    {
        AlertRuleSettings settings = AlertRuleSettings.None;
        foreach (var word in words)
        {
            var equals = word.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0 || !SloDuration.TryParse(word[(equals + 1)..], out TimeSpan value))
            {
                return null;
            }

            AlertRuleSettings? next = word[..equals] switch
            {
                "hold" => settings with { Hold = value },
                "keep-firing" => settings with { KeepFiring = value },
                "cool-down" => settings with { CoolDown = value },
                _ => null,
            };
            if (next is null)
            {
                return null;
            }

            settings = next;
        }

        return settings;
    }
}
