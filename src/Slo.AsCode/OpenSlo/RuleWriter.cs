using System.Globalization;
using Slo.AsCode.Reading;
using Slo.AsCode.Yaml;

namespace Slo.AsCode.OpenSlo;

/// <summary>Writes burn-rate rules as alert policies: the long window and the factor in the condition, all else in its annotations.</summary>
internal sealed class RuleWriter(SloObjective objective, string name, YamlWriter yaml, Losses losses)
{
    internal void Write()
    {
        // The default rules of the period need no words.
        if (objective.Rules.Count > 0 && !RuleProbe.IsDefault(objective))
        {
            yaml.List("alertPolicies", () =>
            {
                for (var i = 0; i < objective.Rules.Count; i++)
                {
                    var policy = Slug.Join(name, FormattableString.Invariant($"{Word(objective.Rules[i])}-{i + 1}"));
                    BurnRateRule rule = objective.Rules[i];
                    yaml.Item(() => WritePolicy(rule, policy));
                }
            });
        }
    }

    private static string Word(BurnRateRule rule) => rule.Severity == AlertSeverity.Page ? "page" : "ticket";

    private void WritePolicy(BurnRateRule rule, string policy)
    {
        yaml.Plain("kind", "AlertPolicy");
        yaml.Map("metadata", () => yaml.Field("name", policy));
        yaml.Map("spec", () =>
        {
            yaml.Plain("alertWhenBreaching", "true");
            yaml.List("conditions", () => yaml.Item(() => WriteCondition(rule, policy)));
            yaml.List("notificationTargets", () => yaml.Item(() =>
            {
                yaml.Plain("kind", "AlertNotificationTarget");
                yaml.Map("metadata", () => yaml.Field("name", Word(rule)));
                yaml.Map("spec", () => yaml.Field("target", Word(rule)));
            }));
        });
    }

    private void WriteCondition(BurnRateRule rule, string policy)
    {
        SortedDictionary<string, string> annotations = Annotations(rule);
        yaml.Plain("kind", "AlertCondition");
        yaml.Map("metadata", () =>
        {
            yaml.Field("name", policy);
            if (annotations.Count > 0)
            {
                yaml.Map("annotations", () =>
                {
                    foreach ((string key, string value) in annotations)
                    {
                        yaml.Field(key, value);
                    }
                });
            }
        });
        yaml.Map("spec", () =>
        {
            yaml.Plain("severity", Word(rule));
            yaml.Map("condition", () =>
            {
                yaml.Plain("kind", "burnrate");
                yaml.Plain("op", rule.Comparison == ThresholdComparison.Above ? "gt" : "gte");
                yaml.Plain("threshold", rule.Factor);
                yaml.Plain("lookbackWindow", Shorthand.WriteUp(rule.LongWindow));
                if (rule.Settings.Hold > TimeSpan.Zero)
                {
                    yaml.Plain("alertAfter", Shorthand.WriteUp(rule.Settings.Hold));
                }
            });
        });
    }

    private SortedDictionary<string, string> Annotations(BurnRateRule rule)
    {
        SortedDictionary<string, string> annotations = new(StringComparer.Ordinal);
        void Add(string key, bool isNeeded, string value)
        {
            if (isNeeded)
            {
                annotations.Add(key, value);
            }
        }

        AlertRuleSettings settings = rule.Settings;
        Add(AnnotationNames.LongWindow, Shorthand.Write(rule.LongWindow) is null, SloDuration.Format(rule.LongWindow));
        Add(AnnotationNames.ShortWindow, rule.ShortWindow != rule.LongWindow, SloDuration.Format(rule.ShortWindow));
        Add(AnnotationNames.MinimumEvents, rule.MinimumEvents != 0, rule.MinimumEvents.ToString(CultureInfo.InvariantCulture));
        Add(AnnotationNames.MinimumBadEvents, settings.MinimumBadEvents != 0, settings.MinimumBadEvents.ToString(CultureInfo.InvariantCulture));
        Add(AnnotationNames.Confidence, settings.Confidence is not null, YamlWriter.Number(settings.Confidence ?? 0));
        Add(AnnotationNames.Hold, Shorthand.Write(settings.Hold) is null, SloDuration.Format(settings.Hold));
        Add(AnnotationNames.KeepFiring, settings.KeepFiring != TimeSpan.Zero, SloDuration.Format(settings.KeepFiring));
        Add(AnnotationNames.CoolDown, settings.CoolDown != TimeSpan.Zero, SloDuration.Format(settings.CoolDown));
        AddExactFactor(rule, annotations);
        if (new[] { settings.Hold, settings.KeepFiring, settings.CoolDown }.Any(length => length.Ticks % TimeSpan.TicksPerMillisecond != 0))
        {
            losses.Add(objective, $"rule '{rule}': fractions of a millisecond are cut off");
        }

        return annotations;
    }

    // A factor that is no decimal follows from a share of budget or an error ratio that is one.
    private void AddExactFactor(BurnRateRule rule, SortedDictionary<string, string> annotations)
    {
        if (RuleProbe.Gives(objective, rule, probe => probe.BurnRateRule(
            rule.Severity, rule.Factor, rule.LongWindow, rule.ShortWindow, rule.MinimumEvents, rule.Comparison, rule.Settings)))
        {
            return;
        }

        if (RuleProbe.Gives(objective, rule, probe => probe.BudgetRule(
            rule.Severity, rule.BudgetFraction, rule.LongWindow, rule.ShortWindow, rule.MinimumEvents, rule.Comparison, rule.Settings)))
        {
            annotations.Add(AnnotationNames.BudgetFraction, YamlWriter.Number(rule.BudgetFraction));
            return;
        }

        var ratio = rule.Factor * (1 - objective.TargetRatio);
        foreach (var candidate in new[] { Math.Round(ratio, 12), Math.Round(ratio, 20), ratio })
        {
            if (rule.LongWindow == rule.ShortWindow && RuleProbe.Gives(objective, rule, probe => probe.ThresholdRule(
                rule.Severity, candidate, rule.LongWindow, rule.MinimumEvents, rule.Comparison, rule.Settings)))
            {
                annotations.Add(AnnotationNames.ErrorRatio, YamlWriter.Number(candidate));
                return;
            }
        }

        losses.Add(objective, $"rule '{rule}': its factor is no decimal number and is rounded");
    }
}
