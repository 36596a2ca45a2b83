using System.Text.Json;
using Slo.Cli.Infrastructure;

namespace Slo.Cli.Replay;

/// <summary>Unusual behaviour in a replay, for people and for programs.</summary>
internal static class ObservationOutput
{
    internal static void WriteTable(Screen screen, IReadOnlyList<SloObservation> observations)
    {
        screen.Line();
        screen.Line(observations.Count == 0
            ? "nothing unusual" : Display.Count(observations.Count, "observation") + " of unusual behaviour, which never page");
        if (observations.Count > 0)
        {
            screen.Table(["start (UTC)", "end (UTC)", ">score", "unusual"], observations.Select(observation => new[]
            {
                Display.Of(observation.StartedAt),
                observation.EndedAt is { } end ? Display.Of(end) : "lasts",
                Display.Number(observation.Score),
                observation.ToString(),
            }));
        }
    }

    internal static void WriteJson(Utf8JsonWriter json, IReadOnlyList<SloObservation> observations)
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
            json.WriteString("text", observation.ToString());
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
