using Slo.AsCode.Reading;
using Slo.AsCode.Yaml;

namespace Slo.AsCode.OpenSlo;

/// <summary>
/// Writes declared burn-rate rules as alert policies: long window, factor, comparison and hold in the condition, the other values in its
/// annotations.
/// </summary>
internal sealed class RuleWriter(SloObjective objective, string name, YamlWriter yaml, Losses losses)
{
    internal void Write()
    {
        // The default rules follow from the period.
        BurnRateRule[] rules = [.. objective.BurnRateRules.Where(rule => !rule.IsDefault)];
        if (rules.Length > 0)
        {
            yaml.List("alertPolicies", () =>
            {
                for (var i = 0; i < rules.Length; i++)
                {
                    BurnRateRule rule = rules[i];
                    var policy = Slug.Join(name, FormattableString.Invariant($"{rule.Severity.Word()}-{i + 1}"));
                    yaml.Item(() => WritePolicy(rule, policy));
                }
            });
        }

        foreach (AlertRuleDefinition rule in objective.Definition.Rules.Where(rule =>
            rule.Values.Any(value => value.Value is TimeSpan { Ticks: var ticks } && ticks % TimeSpan.TicksPerMillisecond != 0)))
        {
            losses.Add(SloFindingCodes.OpenSloPrecisionLoss, objective, $"{rule}: fractions of a millisecond are cut off");
        }
    }

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
                yaml.Map("metadata", () => yaml.Field("name", rule.Severity.Word()));
                yaml.Map("spec", () => yaml.Field("target", rule.Severity.Word()));
            }));
        });
    }

    private void WriteCondition(BurnRateRule rule, string policy)
    {
        yaml.Plain("kind", "AlertCondition");
        yaml.Map("metadata", () =>
        {
            yaml.Field("name", policy);
            WriteAnnotations(rule);
        });
        yaml.Map("spec", () =>
        {
            yaml.Plain("severity", rule.Severity.Word());
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

    private void WriteAnnotations(BurnRateRule rule)
    {
        SortedDictionary<string, string> annotations = new(Annotations(rule).ToDictionary(), StringComparer.Ordinal);
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
    }

    private static IEnumerable<KeyValuePair<string, string>> Annotations(BurnRateRule rule) => rule.Definition.Values
        .Where(value => RuleFields.Of(value.Key) switch
        {
            RuleField.Threshold or RuleField.Operator => false,
            RuleField.LookbackWindow or RuleField.AlertAfter => Shorthand.Write((TimeSpan)value.Value) is null,
            RuleField.ControlWindow => rule.ShortWindow != rule.LongWindow,
            _ => true,
        })
        .Select(value => KeyValuePair.Create(RuleFields.Annotation(value.Key), AlertRuleArgument.Format(value.Value)));
}
