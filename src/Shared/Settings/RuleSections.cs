using System.Text.Json;

namespace Slo.Shared.Settings;

/// <summary>Writes an objective's "Rules" as they are declared. The default rules follow from the period.</summary>
internal static class RuleSections
{
    internal static void Write(SloDefinition objective, Utf8JsonWriter json)
    {
        if (objective.Rules.Count > 0)
        {
            json.WriteStartArray("Rules");
            foreach (AlertRuleDefinition rule in objective.Rules)
            {
                Write(rule, json);
            }

            json.WriteEndArray();
        }
    }

    private static void Write(AlertRuleDefinition rule, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("Severity", rule.Severity.ToString());
        foreach ((AlertRuleArgument argument, object value) in rule.Values)
        {
            switch (argument.Unit)
            {
                case AlertRuleUnit.Number:
                    DecimalNumber.Write(json, argument.Key, (decimal)value);
                    break;
                case AlertRuleUnit.Ratio:
                    DecimalNumber.Write(json, argument.Key, (decimal)value * 100);
                    break;
                case AlertRuleUnit.Count:
                    json.WriteNumber(argument.Key, (long)value);
                    break;
                default:
                    json.WriteString(argument.Key, AlertRuleArgument.Format(value));
                    break;
            }
        }

        json.WriteEndObject();
    }
}
