using System.Text.Json;

namespace Slo.Cli.Infrastructure;

/// <summary>
/// A rule in the tool's JSON: <c>"severity":"page","long":"1h","short":"5m","factor":14.4</c>; of another kind than burn rates, its words.
/// </summary>
internal static class RuleJson
{
    internal static void Write(Utf8JsonWriter json, AlertRule rule)
    {
        json.WriteString("severity", rule.Severity.Word());
        if (rule is BurnRateRule burn)
        {
            json.WriteString("long", SloDuration.Format(burn.LongWindow));
            json.WriteString("short", SloDuration.Format(burn.ShortWindow));
            json.WriteNumber("factor", (double)burn.Factor);
        }
        else
        {
            json.WriteString("text", rule.ToString());
        }
    }
}
