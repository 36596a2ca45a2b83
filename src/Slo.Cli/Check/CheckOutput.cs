using System.Globalization;
using System.Text.Json;
using Slo.Cli.Infrastructure;
using Slo.Cli.Status;

namespace Slo.Cli.Check;

/// <summary>Writes verdicts as a table, as JSON, or as Markdown for the summary of a pipeline.</summary>
internal sealed class CheckOutput(ToolConfiguration configuration)
{
    internal void Write(string format, IReadOnlyList<Verdict> verdicts, int code)
    {
        string[] heads = ["verdict", "objective", ">target", ">now", ">coverage", ">budget left", ">burn rate", "why"];
        switch (format)
        {
            case "json":
                WriteJson(verdicts, code);
                break;
            case "markdown":
                MarkdownTable.Write(configuration.Output, heads, verdicts.Select(Cells));
                break;
            default:
                new Screen(configuration).Table(heads, verdicts.Select(Cells));
                break;
        }
    }

    /// <summary>Writes that there was no response: as a result in JSON, otherwise as a reason on standard error.</summary>
    internal void WriteUnanswered(string format, string reason)
    {
        if (format == "json")
        {
            WriteJson([], ExitCode.Undecided, reason);
        }
    }

    private static string[] Cells(Verdict verdict) =>
    [
        verdict.Word,
        verdict.Status.Name,
        Display.Target(verdict.Status.TargetRatio),
        Display.Percent(verdict.Status.ComplianceRatio),
        Display.Coverage(verdict.Status.CoverageRatio),
        Display.Percent(verdict.Status.BudgetRatio),
        verdict.Status.BurnRate is { } rate ? rate.ToString("0.##", CultureInfo.InvariantCulture) + "x" : "",
        string.Join("; ", verdict.Faults.Concat(verdict.Doubts).Concat(verdict.Overridden is { } overridden ? [overridden] : [])),
    ];

    private void WriteJson(IReadOnlyList<Verdict> verdicts, int code, string? reason = null) => JsonResult.Write(configuration.Output,
        json =>
    {
        json.WriteString("verdict", code switch { ExitCode.Ok => "pass", ExitCode.Failed => "fail", _ => "undecided" });
        json.WriteStartArray("objectives");
        foreach (Verdict verdict in verdicts)
        {
            json.WriteStartObject();
            StatusJson.Write(json, verdict.Status);
            json.WriteString("verdict", verdict.Faults.Count > 0 ? "fail" : verdict.IsUndecided ? "undecided" : "pass");
            WriteTexts(json, "faults", verdict.Faults);
            WriteTexts(json, "doubts", verdict.Doubts);
            if (verdict.Overridden is { } overridden)
            {
                json.WriteString("overridden", overridden);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (reason is not null)
        {
            json.WriteString("reason", reason);
        }
    });

    private static void WriteTexts(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
