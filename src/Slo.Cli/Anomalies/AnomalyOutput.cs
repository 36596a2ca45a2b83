using System.Text.Json;
using Slo.Cli.Infrastructure;

namespace Slo.Cli.Anomalies;

/// <summary>The anomalies of series, for people and for programs.</summary>
internal static class AnomalyOutput
{
    internal static void WriteTable(Screen screen, IReadOnlyList<ScoredSeries> all)
    {
        foreach (ScoredSeries series in all)
        {
            SeriesRow[] anomalies = [.. series.Anomalies];
            screen.Line($"{series.Path}: {Display.Count(series.Rows.Count, "sample")}, {Display.Count(Known(series))} judged, "
                + (anomalies.Length == 1 ? "1 anomaly" : $"{Display.Count(anomalies.Length)} anomalies"));
            if (anomalies.Length > 0)
            {
                screen.Table(["time (UTC)", ">score", "unusual", ">observed", ">expected"], anomalies.Select(Cells));
            }
        }
    }

    internal static void WriteJson(TextWriter output, IReadOnlyList<ScoredSeries> all) => JsonResult.Write(output, json =>
    {
        json.WriteNumber("threshold", SloAnomalyDetector.Threshold);
        json.WriteStartArray("series");
        foreach (ScoredSeries series in all)
        {
            json.WriteStartObject();
            json.WriteString("file", series.Path);
            json.WriteNumber("samples", series.Rows.Count);
            json.WriteNumber("judged", Known(series));
            json.WriteStartArray("anomalies");
            foreach (SeriesRow row in series.Anomalies)
            {
                Write(json, row.Time, row.Answer!.Value);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    private static string[] Cells(SeriesRow row) => row.Answer is { } answer
        ?
        [
            Display.Of(row.Time),
            Display.Number(answer.Score ?? 0),
            Word(answer.Basis),
            Display.Number(answer.Observed),
            $"{Display.Number(answer.ExpectedLow)} to {Display.Number(answer.ExpectedHigh)}",
        ]
        : [];

    private static void Write(Utf8JsonWriter json, DateTimeOffset time, SloAnomalyScore answer)
    {
        json.WriteStartObject();
        json.WriteString("at", Display.Iso(time));
        json.WriteNumber("score", answer.Score ?? 0);
        json.WriteString("basis", JsonNamingPolicy.CamelCase.ConvertName(answer.Basis.ToString()));
        json.WriteNumber("observed", answer.Observed);
        json.WriteNumber("expectedLow", answer.ExpectedLow);
        json.WriteNumber("expectedHigh", answer.ExpectedHigh);
        json.WriteEndObject();
    }

    private static int Known(ScoredSeries series) => series.Rows.Count(row => row.Answer?.Score is not null);

    private static string Word(SloAnomalyBasis basis) => basis switch
    {
        SloAnomalyBasis.ShortLevel => "short level",
        SloAnomalyBasis.MediumLevel => "medium level",
        SloAnomalyBasis.LongLevel => "long level",
        SloAnomalyBasis.TimeOfDay => "for the time of day",
        SloAnomalyBasis.HourOfWeek => "for the hour of the week",
        _ => "value",
    };
}
