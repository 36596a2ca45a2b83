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
            screen.Line("The history supports no change.");
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

        if (report.Omitted > 0)
        {
            configuration.Note($"{Display.Count(report.Omitted, "objective")} left out; select them with --name");
        }
    }

    private static void WriteMembers(Utf8JsonWriter json, SuggestionReport report)
    {
        json.WriteString("asOf", Display.Iso(report.AsOf));
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
    }
}
