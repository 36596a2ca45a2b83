using Slo.Cli.Infrastructure;

namespace Slo.Cli.Import;

/// <summary>What was imported.</summary>
internal static class ImportOutput
{
    internal static void Write(ToolConfiguration configuration, string format, LedgerImport ledger)
    {
        if (format == "json")
        {
            JsonResult.Write(configuration.Output, json =>
            {
                json.WriteNumber("entries", ledger.Entries);
                json.WriteNumber("exclusions", ledger.Exclusions);
                json.WriteNumber("targetOverrides", ledger.Overrides);
            });
            return;
        }

        configuration.Output.WriteLine(
            $"imported {Display.Count(ledger.Entries)} of the ledger's entries, {Display.Count(ledger.Exclusions, "exclusion")} and "
            + Display.Count(ledger.Overrides, "override"));
    }

    internal static void Write(
        ToolConfiguration configuration, string format, SloObjective objective, IReadOnlyList<SloHistoryStep> steps)
    {
        SloEventCounts events = steps.Aggregate(default(SloEventCounts), (sum, step) => sum + step.Events);
        TimeSpan observed = new(steps.Sum(step => (step.To - step.From).Ticks));
        if (format == "json")
        {
            JsonResult.Write(configuration.Output, json =>
            {
                json.WriteString("name", objective.Name);
                json.WriteString("from", Display.Iso(steps[0].From));
                json.WriteString("to", Display.Iso(steps[^1].To));
                json.WriteNumber("observedSeconds", (long)observed.TotalSeconds);
                json.WriteNumber("goodEvents", events.Good);
                json.WriteNumber("badEvents", events.Bad);
            });
            return;
        }

        configuration.Output.WriteLine(SloText.OneLine(
            $"{objective.Name}: imported {Display.Of(steps[0].From)} to {Display.Of(steps[^1].To)} UTC, of which "
            + $"{SloDuration.Format(observed)} were observed: {Display.Count(events.Good)} good and {Display.Count(events.Bad)} bad "
            + "events"));
    }
}
