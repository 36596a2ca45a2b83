using System.Text.Json;
using Slo.Cli.Conduct;

namespace Slo.Cli.Replay;

/// <summary>The same as <see cref="ReplayTable"/>, as data.</summary>
internal static class ReplayJson
{
    internal static void Write(TextWriter output, Trace trace, IReadOnlyList<ReplaySummary> summaries) => JsonResult.Write(output, json =>
    {
        SloObjective objective = summaries[0].Subject.Objective;
        json.WriteString("objective", objective.Name);
        json.WriteString("period", objective.Period.ToString());
        json.WriteString("from", Words.Iso(trace.From));
        json.WriteString("to", Words.Iso(trace.To));
        json.WriteNumber("rows", trace.Rows.Count);
        json.WriteNumber("good_events", trace.Events.Good);
        json.WriteNumber("bad_events", trace.Events.Bad);
        WriteMembers(json, summaries[0]);
        if (summaries.Count == 1)
        {
            return;
        }

        json.WriteStartArray("what_if");
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
        json.WriteNumber("target", summary.Subject.Objective.TargetRatio);
        json.WriteNumber("pages", summary.Pages);
        json.WriteNumber("tickets", summary.Tickets);
        json.WriteNumber("violation_seconds", (long)summary.Violation.TotalSeconds);
        json.WriteNumberOrNull("worst_budget_remaining", summary.Worst?.Remaining);
        json.WriteStringOrNull("worst_budget_at", summary.Worst is { At: var at } ? Words.Iso(at) : null);
        json.WriteStartArray("episodes");
        foreach (Episode episode in summary.Episodes)
        {
            json.WriteStartObject();
            json.WriteString("start", Words.Iso(episode.Start));
            json.WriteStringOrNull("end", episode.End is { } end ? Words.Iso(end) : null);
            json.WriteString("severity", episode.Severity.Word());
            json.WriteString("rule", episode.Rule);
            json.WriteNumber("pages", episode.Pages);
            json.WriteNumberOrNull("budget_spent", episode.BudgetSpent);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
