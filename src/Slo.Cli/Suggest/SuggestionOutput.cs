using System.Text.Json;
using Slo.Cli.Infrastructure;
using Slo.Shared.Reporting;

namespace Slo.Cli.Suggest;

/// <summary>Writes suggestions.</summary>
internal static class SuggestionOutput
{
    internal static void Write(ToolConfiguration configuration, string format, SuggestionReport report)
    {
        if (format == "json")
        {
            JsonResult.Write(configuration.Output, json => WriteMembers(json, report));
            return;
        }

        Screen screen = new(configuration);
        if (report.Suggestions.Count == 0)
        {
            screen.Line(report.IsDecided ? "The history supports no change." : "The history is too short for suggestions.");
        }

        foreach (Suggestion one in report.Suggestions)
        {
            screen.Line($"{one.Objective} ({one.Word}): {one.Change}");
            screen.Line("    " + one.Reason);
            foreach (var definition in new[] { one.Json, one.Code }.OfType<string>())
            {
                screen.Line("    " + definition);
            }

            screen.Line();
        }

        foreach (MissingHistory one in report.Missing)
        {
            screen.Line($"{one.Objective ?? "routes"} (too little history): {one.Reason}");
        }

        if (report.Omitted > 0)
        {
            configuration.Note($"{Display.Count(report.Omitted, "objective")} left out; select them with --name");
        }
    }

    private static void WriteMembers(Utf8JsonWriter json, SuggestionReport report)
    {
        json.WriteString("asOf", Display.Iso(report.AsOf));
        json.WriteNumber("judged", report.Judged);
        json.WriteNumber("omitted", report.Omitted);
        json.WriteStartArray("suggestions");
        foreach (Suggestion one in report.Suggestions)
        {
            json.WriteStartObject();
            json.WriteString("kind", one.Word);
            json.WriteString("objective", one.Objective);
            json.WriteString("change", one.Change);
            json.WriteString("reason", one.Reason);
            json.WriteString("json", one.Json);
            json.WriteString("code", one.Code);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("missing");
        foreach (MissingHistory one in report.Missing)
        {
            json.WriteStartObject();
            json.WriteString("kind", one.Word);
            json.WriteString("objective", one.Objective);
            json.WriteString("reason", one.Reason);
            json.WriteNumberOrNull("observedRatio", one.ObservedRatio);
            json.WriteNumberOrNull("neededRatio", one.NeededRatio);
            json.WriteNumberOrNull("count", one.Count);
            json.WriteNumberOrNull("neededCount", one.NeededCount);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
