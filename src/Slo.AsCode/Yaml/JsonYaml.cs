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
                    // JSON is YAML on one line.
                    yaml.Plain(field.Name, field.Value.GetRawText());
                    break;
            }
        }
    }
}
