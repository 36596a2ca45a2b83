using Slo.Shared.Replay;

namespace Slo.Shared.Reporting;

/// <summary>Whether unusual behaviour said something about the error budget, as a table.</summary>
internal static class ObservationTable
{
    internal static ReportTable Of(ObservationOutcomes outcomes) => new(
        "Unusual behaviour, and what followed within a day",
        ["signal", ">observations", ">alert", ">before it", ">earlier by (median)", ">budget burned", ">nothing"],
        [
            .. outcomes.Signals.Select(outcome => (string[])
            [
                Word(outcome.Signal), ReportText.Number(outcome.Count),
                ReportText.Number(outcome.Alerted), ReportText.Number(outcome.Earlier),
                outcome.MedianLead is { } lead ? ReportText.Length(lead) : ReportText.None, ReportText.Number(outcome.Burned),
                ReportText.Number(outcome.Alone),
            ]),
        ],
        outcomes.Alerts == 0 ? "No alert in this time."
            : $"{ReportText.Number(outcomes.Announced)} of {ReportText.Count(outcomes.Alerts, "alert")} had an observation before "
                + "they fired, at most a day.");

    private static string Word(SloAnomalySignal signal) => signal switch
    {
        SloAnomalySignal.Traffic => "traffic",
        SloAnomalySignal.Latency => "latency",
        _ => "bad ratio",
    };
}
