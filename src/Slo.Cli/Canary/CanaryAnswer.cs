using System.Globalization;
using System.Text.Json;
using Slo.Cli.Infrastructure;

namespace Slo.Cli.Canary;

/// <summary>The state of a comparison.</summary>
/// <param name="Name">The objective.</param>
/// <param name="Baseline">The cohort of the baseline.</param>
/// <param name="Canary">The cohort that is judged.</param>
/// <param name="Report">The verdict and the counts.</param>
internal sealed record CanaryAnswer(string Name, string Baseline, string Canary, SloCanaryReport Report)
{
    private static readonly string[] Heads =
        ["verdict", "objective", "baseline", ">bad", ">events", "canary", ">bad", ">events", ">burn rate", ">compared", ">needed", "why"];

    internal bool IsDecided => Report.Verdict != SloCanaryVerdict.Hold;

    internal int ExitCode => Report.Verdict switch
    {
        SloCanaryVerdict.Promote => Infrastructure.ExitCode.Ok,
        SloCanaryVerdict.Rollback => Infrastructure.ExitCode.Failed,
        _ => Infrastructure.ExitCode.Undecided,
    };

    private string Word => JsonNamingPolicy.CamelCase.ConvertName(Report.Verdict.ToString());

    internal void Write(ToolConfiguration configuration, string format)
    {
        switch (format)
        {
            case "json":
                JsonResult.Write(configuration.Output, WriteMembers);
                break;
            case "markdown":
                MarkdownTable.Write(configuration.Output, Heads, [Cells()]);
                break;
            default:
                new Screen(configuration).Table(Heads, [Cells()], _ => Report.Verdict == SloCanaryVerdict.Rollback);
                break;
        }
    }

    private string[] Cells() =>
    [
        Word, Name,
        Baseline, Display.Count(Report.Baseline.Bad), Display.Count(Report.Baseline.Total),
        Canary, Display.Count(Report.Canary.Bad), Display.Count(Report.Canary.Total),
        Report.BurnRate is { } rate ? rate.ToString("0.##", CultureInfo.InvariantCulture) + "x" : "",
        Display.Count(Report.ComparedEvents), Report.RequiredEvents is { } needed ? Display.Count(needed) : "", Report.Reason,
    ];

    private void WriteMembers(Utf8JsonWriter json)
    {
        json.WriteString("verdict", Word);
        json.WriteString("reason", Report.Reason);
        json.WriteString("name", Name);
        WriteCohort(json, "baseline", Baseline, Report.Baseline);
        WriteCohort(json, "canary", Canary, Report.Canary);
        json.WriteNumber("comparedEvents", Report.ComparedEvents);
        WriteNumber(json, "requiredEvents", Report.RequiredEvents);
        WriteNumber(json, "chanceRatio", Report.ChanceRatio);
        WriteNumber(json, "burnRate", Report.BurnRate);
        json.WriteNumber("elapsedSeconds", Report.Elapsed.TotalSeconds);
    }

    private static void WriteCohort(Utf8JsonWriter json, string name, string cohort, SloEventCounts events)
    {
        json.WriteStartObject(name);
        json.WriteString("cohort", cohort);
        json.WriteNumber("goodEvents", events.Good);
        json.WriteNumber("badEvents", events.Bad);
        json.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
