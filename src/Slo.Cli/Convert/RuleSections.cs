using System.Text.Json;

namespace Slo.Cli.Convert;

/// <summary>Writes an objective's "Rules". The default rules of a period need no words.</summary>
internal sealed class RuleSections(SloObjective objective, Utf8JsonWriter json)
{
    internal void Write()
    {
        var isDefault = Probe(_ => { }) is { } rules && rules.SequenceEqual(objective.Rules);
        AlertRule[] all = [.. objective.AlertRules.Where(rule => !isDefault || rule is not BurnRateRule)];
        if (all.Length > 0)
        {
            json.WriteStartArray("Rules");
            Array.ForEach(all, Write);
            json.WriteEndArray();
        }
    }

    private void Write(AlertRule rule)
    {
        json.WriteStartObject();
        json.WriteString("Severity", rule.Severity.ToString());
        switch (rule)
        {
            case BurnRateRule burn:
                WriteBurn(burn);
                break;
            case RemainingBudgetRule budget:
                DecimalNumber.Write(json, "BudgetRemainingPercent", budget.RemainingRatio * 100);
                break;
            case ExhaustionRule exhaustion:
                json.WriteString("ExhaustionWithin", SloDuration.Format(exhaustion.Within));
                break;
            case SilenceRule silence:
                json.WriteString("SilenceAfter", SloDuration.Format(silence.After));
                break;
        }

        Duration("Hold", rule.Settings.Hold);
        Duration("KeepFiring", rule.Settings.KeepFiring);
        Duration("CoolDown", rule.Settings.CoolDown);
        json.WriteEndObject();
    }

    // A factor that is no decimal follows from a share of budget or an error ratio that is one.
    private void WriteBurn(BurnRateRule rule)
    {
        var ratio = Math.Round(rule.Factor * (1 - objective.TargetRatio), 12);
        if (rule.LongWindow == rule.ShortWindow && !Gives(rule, byFactor: true) && Probe(probe => probe.ThresholdRule(
            rule.Severity, ratio, rule.LongWindow, rule.MinimumEvents, rule.Comparison, rule.Settings)) is [var made] && made == rule)
        {
            DecimalNumber.Write(json, "ErrorPercent", ratio * 100);
            json.WriteString("Window", SloDuration.Format(rule.LongWindow));
        }
        else
        {
            var isFactor = Gives(rule, byFactor: true) || !Gives(rule, byFactor: false);
            DecimalNumber.Write(json, isFactor ? "BurnRate" : "BudgetPercent", isFactor ? rule.Factor : rule.BudgetFraction * 100);
            json.WriteString("Long", SloDuration.Format(rule.LongWindow));
            json.WriteString("Short", SloDuration.Format(rule.ShortWindow));
        }

        Number("MinimumEvents", rule.MinimumEvents);
        Number("MinimumBadEvents", rule.Settings.MinimumBadEvents);
        if (rule.Comparison != ThresholdComparison.AtOrAbove)
        {
            json.WriteString("Comparison", rule.Comparison.ToString());
        }

        if (rule.Settings.Confidence is { } confidence)
        {
            DecimalNumber.Write(json, "Confidence", confidence);
        }
    }

    private bool Gives(BurnRateRule rule, bool byFactor) => Probe(probe => _ = byFactor
        ? probe.BurnRateRule(rule.Severity, rule.Factor, rule.LongWindow, rule.ShortWindow, rule.MinimumEvents, rule.Comparison, rule.Settings)
        : probe.BudgetRule(rule.Severity, rule.BudgetFraction, rule.LongWindow, rule.ShortWindow, rule.MinimumEvents, rule.Comparison, rule.Settings))
        is [var made] && made == rule;

    private void Number(string key, long value)
    {
        if (value != 0)
        {
            json.WriteNumber(key, value);
        }
    }

    private void Duration(string key, TimeSpan value)
    {
        if (value != TimeSpan.Zero)
        {
            json.WriteString(key, SloDuration.Format(value));
        }
    }

    // The burn-rate rules that the engine makes of a declaration with this target and period; null where it refuses it.
    private IReadOnlyList<BurnRateRule>? Probe(Action<SloObjectiveBuilder> declare)
    {
        SloObjectiveBuilder probe = new SloObjectiveBuilder("probe").TargetRatio(objective.TargetRatio);
        _ = objective.Period is { Unit: { } unit, TimeZone: { } zone, Count: { } count }
            ? probe.Calendar(unit, zone.Id, count, objective.Period.Anchor)
            : probe.Rolling(objective.Period.Length);
        _ = objective.Method.Kind switch
        {
            BudgetingMethodKind.Timeslices => probe.Timeslices(objective.Method.Slice, objective.Method.SliceTargetRatio),
            BudgetingMethodKind.RatioTimeslices => probe.RatioTimeslices(objective.Method.Slice),
            _ => probe,
        };
        declare(probe);
        try
        {
            return probe.Build().Rules;
        }
        catch (SloDefinitionException)
        {
            return null;
        }
    }
}
