using System.Text.Json;
using Slo.Cli.Infrastructure;
using Slo.Shared.Replay;
using Slo.Shared.Reporting;

namespace Slo.Cli.Replay;

/// <summary>Unusual behaviour in a replay, for people and for programs.</summary>
internal static class ObservationOutput
{
    internal static void WriteTable(Screen screen, ReplayObservations all)
    {
        IReadOnlyList<SloObservation> observations = all.Observations;
        screen.Line();
        screen.Line(observations.Count == 0
            ? "nothing unusual" : Display.Count(observations.Count, "observation") + " of unusual behaviour, which never page");
        if (observations.Count == 0)
        {
            return;
        }

        screen.Table(["start (UTC)", "end (UTC)", ">score", "unusual"], observations.Select(observation => new[]
        {
            Display.Of(observation.StartedAt),
            observation.EndedAt is { } end ? Display.Of(end) : "lasts",
            Display.Number(observation.Score),
            observation.ToString(),
        }));
        ReportTable outcomes = ObservationTable.Of(all.Outcomes);
        screen.Line();
        screen.Line("What followed within a day");
        screen.Table([.. outcomes.Heads], outcomes.Rows);
        screen.Line(outcomes.Note!);
    }

    internal static void WriteJson(Utf8JsonWriter json, ReplayObservations all)
    {
        WriteObservations(json, all.Observations);
        json.WriteStartObject("observationOutcomes");
        json.WriteNumber("alerts", all.Outcomes.Alerts);
        json.WriteNumber("announcedAlerts", all.Outcomes.Announced);
        json.WriteStartArray("signals");
        foreach (ObservationOutcome outcome in all.Outcomes.Signals)
        {
            json.WriteStartObject();
            json.WriteString("signal", JsonNamingPolicy.CamelCase.ConvertName(outcome.Signal.ToString()));
            json.WriteNumber("observations", outcome.Count);
            json.WriteNumber("alerted", outcome.Alerted);
            json.WriteNumber("earlier", outcome.Earlier);
            json.WriteNumberOrNull("medianLeadSeconds", outcome.MedianLead?.TotalSeconds);
            json.WriteNumber("burned", outcome.Burned);
            json.WriteNumber("alone", outcome.Alone);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteObservations(Utf8JsonWriter json, IReadOnlyList<SloObservation> observations)
    {
        json.WriteStartArray("observations");
        foreach (SloObservation observation in observations)
        {
            json.WriteStartObject();
            json.WriteString("signal", JsonNamingPolicy.CamelCase.ConvertName(observation.Signal.ToString()));
            json.WriteString("startedAt", Display.Iso(observation.StartedAt));
            json.WriteStringOrNull("endedAt", observation.EndedAt is { } end ? Display.Iso(end) : null);
            json.WriteNumber("score", observation.Score);
            json.WriteString("basis", JsonNamingPolicy.CamelCase.ConvertName(observation.Basis.ToString()));
            json.WriteNumber("observed", observation.Observed);
            json.WriteNumber("expectedLow", observation.ExpectedLow);
            json.WriteNumber("expectedHigh", observation.ExpectedHigh);
            json.WriteNumberOrNull("longerThanSeconds", observation.LongerThan?.TotalSeconds);
            json.WriteString("text", observation.ToString());
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
