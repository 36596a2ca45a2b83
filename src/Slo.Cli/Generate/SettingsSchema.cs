using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Slo.Cli.Generate;

/// <summary>What of the schema of appsettings follows from the code: the keys of rules, and words.</summary>
internal static class SettingsSchema
{
    private static readonly JsonSerializerOptions Options =
        new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static string Complete(string schema)
    {
        JsonNode root = JsonNode.Parse(schema)!;
        root["$defs"]!["rule"] = Rule();
        JsonNode objective = root["$defs"]!["objective"]!["properties"]!;
        objective["BudgetingMethod"] =
            Words(Enum.GetNames<BudgetingMethodKind>(), nameof(BudgetingMethodKind.Occurrences), "How the error budget is spent.");
        foreach (SloObjectiveProperty property in SloObjectiveProperty.All)
        {
            objective[property.Key] = Of(property);
        }

        root["$defs"]!["slo"]!["properties"]!["UnobservedTime"] = Words(
            Enum.GetNames<UnobservedTime>(), nameof(UnobservedTime.AssumeGood),
            "How time that was not observed counts for objectives that do not say.");
        return root.ToJsonString(Options) + "\n";
    }

    private static JsonObject Of(SloObjectiveProperty property)
    {
        JsonObject schema = property switch
        {
            { Words: { } words } => new() { ["enum"] = Names(words) },
            { IsPercent: true } => new() { ["type"] = "number", ["minimum"] = 0, ["exclusiveMaximum"] = 100 },
            { MaximumLength: { } length } => new() { ["type"] = "string", ["maxLength"] = length },
            _ => new() { ["type"] = "boolean", ["default"] = false },
        };
        schema["description"] = property.Description;
        return schema;
    }

    private static JsonObject Rule()
    {
        AlertRuleBasis[] bases = [.. AlertRuleKind.All.SelectMany(kind => kind.Bases)];
        JsonObject properties = new() { ["Severity"] = Words(["Page", "Ticket"], "Page", "How urgent it is.") };
        foreach (AlertRuleArgument argument in bases.Select(basis => basis.Condition)
            .Concat(bases.SelectMany(basis => basis.Arguments).Except(AlertRuleSettings.Arguments).Distinct())
            .Concat(AlertRuleSettings.Arguments))
        {
            properties[argument.Key] = Of(argument);
        }

        return new JsonObject
        {
            ["type"] = "object",
            ["additionalProperties"] = false,
            ["oneOf"] = new JsonArray([.. bases.Select(basis => new JsonObject { ["required"] = new JsonArray(basis.Condition.Key) })]),
            ["properties"] = properties,
        };
    }

    private static JsonObject Of(AlertRuleArgument argument) => argument.Unit switch
    {
        AlertRuleUnit.Duration => new JsonObject { ["$ref"] = "#/$defs/duration", ["description"] = argument.Description },
        AlertRuleUnit.Word => Words(argument.Words, argument.Words[0], argument.Description),
        AlertRuleUnit.Count => Number("integer", argument, 1),
        AlertRuleUnit.Ratio => Number("number", argument, 100),
        _ => Number("number", argument, 1),
    };

    private static JsonObject Words(IEnumerable<string> words, string usual, string description) => new()
    {
        ["enum"] = Names(words),
        ["default"] = usual,
        ["description"] = description,
    };

    private static JsonArray Names(IEnumerable<string> words) => new([.. words.Select(word => JsonValue.Create(word))]);

    private static JsonObject Number(string type, AlertRuleArgument argument, decimal scale)
    {
        AlertRuleLimits limits = argument.Limits;
        JsonObject schema = new() { ["type"] = type };
        if (limits.Minimum is { } minimum)
        {
            schema[limits.ExcludesMinimum ? "exclusiveMinimum" : "minimum"] = Short(minimum * scale);
        }

        if (limits.Maximum is { } maximum)
        {
            schema[limits.ExcludesMaximum ? "exclusiveMaximum" : "maximum"] = Short(maximum * scale);
        }

        if (argument.Unit == AlertRuleUnit.Count)
        {
            schema["default"] = 0;
        }

        schema["description"] = argument.Description;
        return schema;
    }

    // Without the zeros behind that a product of decimals has.
    private static decimal Short(decimal number) => number / 1.0000000000000000000000000000m;
}
