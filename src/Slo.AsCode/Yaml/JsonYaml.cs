using System.Text.Json;

namespace Slo.AsCode.Yaml;

/// <summary>Writes JSON as YAML.</summary>
internal static class JsonYaml
{
    internal static void WriteFields(JsonElement map, YamlWriter yaml)
    {
        foreach (JsonProperty field in map.EnumerateObject())
        {
            switch (field.Value.ValueKind)
            {
                case JsonValueKind.Object when field.Value.EnumerateObject().Any():
                    yaml.Map(field.Name, () => WriteFields(field.Value, yaml));
                    break;
                case JsonValueKind.String:
                    yaml.Field(field.Name, field.Value.GetString()!);
                    break;
                default:
                    yaml.Plain(field.Name, Flow(field.Value));
                    break;
            }
        }
    }

    // JSON is YAML on one line, but for its long keys.
    private static string Flow(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => $"[{string.Join(',', value.EnumerateArray().Select(Flow))}]",
        JsonValueKind.Object => $"{{{string.Join(',', value.EnumerateObject().Select(field => Key(field.Name) + Flow(field.Value)))}}}",
        JsonValueKind.String => YamlText.Quote(value.GetString()!),
        _ => value.GetRawText(),
    };

    private static string Key(string name)
    {
        var key = YamlText.Quote(name);
        return YamlWriter.IsLong(key) ? $"? {key} : " : key + ":";
    }
}
