using System.Text.Json;
using Slo.Cli.Infrastructure;
using Slo.Shared.Replay;

namespace Slo.Cli.Replay;

/// <summary>The same as <see cref="ReplayTable"/>, as data.</summary>
internal static class ReplayJson
{
    /// <param name="output">Where it goes.</param>
    /// <param name="trace">What was replayed.</param>
    /// <param name="summaries">Of the objective, and of it with changes.</param>
    /// <param name="observations">Unusual behaviour of the objective; null: it was not asked for.</param>
    internal static void Write(
        TextWriter output, Trace trace, IReadOnlyList<ReplaySummary> summaries, ReplayObservations? observations) =>
        JsonResult.Write(output, json =>
    {
        SloObjective objective = summaries[0].Subject.Objective;
        json.WriteString("name", objective.Name);
        json.WriteString("period", objective.Period.ToString());
        json.WriteString("from", Display.Iso(trace.From));
        json.WriteString("to", Display.Iso(trace.To));
        json.WriteNumber("rows", trace.Count);
        json.WriteNumber("goodEvents", trace.Events.Good);
        json.WriteNumber("badEvents", trace.Events.Bad);
        WriteMembers(json, summaries[0]);
        if (observations is not null)
        {
            ObservationOutput.WriteJson(json, observations);
        }

        if (summaries.Count == 1)
        {
            return;
        }

        json.WriteStartArray("whatIf");
        foreach (ReplaySummary other in summaries.Skip(1))
        {
            json.WriteStartObject();
            json.WriteString("change", other.Subject.Title);
            WriteMembers(json, other);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    private static void WriteMembers(Utf8JsonWriter json, ReplaySummary summary)
    {
        json.WriteNumber("targetRatio", summary.Subject.Objective.TargetRatio);
        json.WriteNumber("pages", summary.Pages);
        json.WriteNumber("tickets", summary.Tickets);
        json.WriteNumber("violationSeconds", (long)summary.Violation.TotalSeconds);
        json.WriteNumberOrNull("worstErrorBudgetRemainingRatio", summary.Worst?.Remaining);
        json.WriteStringOrNull("worstErrorBudgetAt", summary.Worst is { At: var at } ? Display.Iso(at) : null);
        json.WriteStartArray("episodes");
        foreach (Episode episode in summary.Episodes)
        {
            json.WriteStartObject();
            json.WriteString("startedAt", Display.Iso(episode.Start));
            json.WriteStringOrNull("endedAt", episode.End is { } end ? Display.Iso(end) : null);
            json.WriteString("severity", episode.Severity.Word());
            json.WriteString("cause", episode.Rule);
            json.WriteNumber("pages", episode.Pages);
            json.WriteNumberOrNull("budgetSpentRatio", episode.BudgetSpent);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
