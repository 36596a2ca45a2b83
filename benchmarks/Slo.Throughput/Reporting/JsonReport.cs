using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Slo.Throughput.Reporting;

/// <summary>One JSON object: every figure at its top level, the machine, and which goals are met.</summary>
internal static class JsonReport
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    internal static string Write(Report report)
    {
        JsonObject root = [];
        foreach ((string key, double value) in report.Values)
        {
            root[key] = double.IsFinite(value) ? Math.Round(value, 4) : null;
        }

        JsonObject goals = [];
        foreach (Goal goal in report.Goals)
        {
            goals[goal.Key] = new JsonObject
            {
                ["what"] = goal.What,
                ["value"] = root[goal.Key]?.DeepClone(),
                ["limit"] = Math.Round(goal.Limit, 4),
                ["result"] = goal.Result(report),
            };
        }

        root["goals"] = goals;
        root["processor_count"] = Report.Processors;
        root["architecture"] = Report.Architecture;
        root["runtime"] = Report.Runtime;
        root["processes"] = report.Processes;
        root["timestamp"] = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        return root.ToJsonString(Indented);
    }

    /// <summary>The figures of a report that was written by another process.</summary>
    internal static IEnumerable<KeyValuePair<string, double>> Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        foreach (JsonProperty property in document.RootElement.EnumerateObject())
        {
            if (property.Value.ValueKind == JsonValueKind.Number && property.Name is not ("processor_count" or "processes"))
            {
                yield return new(property.Name, property.Value.GetDouble());
            }
        }
    }
}
