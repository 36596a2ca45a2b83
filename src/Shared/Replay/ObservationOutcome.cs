namespace Slo.Shared.Replay;

/// <summary>What the observations of one signal came to in a replay.</summary>
/// <param name="Signal">The signal.</param>
/// <param name="Count">How many there were.</param>
/// <param name="Alerted">How many of them an alert followed within a day, or accompanied.</param>
/// <param name="Earlier">How many of these were there before the alert fired.</param>
/// <param name="MedianLead">How much earlier these were, in the median; null: none was.</param>
/// <param name="Burned">How many had no such alert, but the day from their start on spent more than its share of the budget.</param>
internal sealed record ObservationOutcome(
    SloAnomalySignal Signal, int Count, int Alerted, int Earlier, TimeSpan? MedianLead, int Burned)
{
    /// <summary>How many nothing followed.</summary>
    internal int Alone => Count - Alerted - Burned;
}
