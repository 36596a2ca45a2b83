using System.Globalization;

namespace Slo;

/// <summary>Unusual behaviour of an objective: what is unusual against what, and since when. It never pages.</summary>
/// <param name="Name">The objective.</param>
/// <param name="Signal">What is unusual.</param>
/// <param name="StartedAt">The start of the first unusual slice of 5 minutes, UTC.</param>
/// <param name="EndedAt">When it was back to normal, UTC; null: it lasts. After a day it ends as the new normal.</param>
/// <param name="Score">The highest so far; at least <see cref="SloAnomalyDetector.Threshold"/>.</param>
/// <param name="Basis">The comparison that says so.</param>
/// <param name="Observed">What was seen first: a ratio, or events in 5 minutes; of a level their mean.</param>
/// <param name="ExpectedLow">From where on it would have been usual, in the same unit.</param>
/// <param name="ExpectedHigh">Up to where it would have been usual, in the same unit.</param>
public sealed record SloObservation(
    string Name, SloAnomalySignal Signal, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, double Score, SloAnomalyBasis Basis,
    double Observed, double ExpectedLow, double ExpectedHigh)
{
    /// <summary>The duration that more events than usual exceeded: a quarter or half of the latency threshold. Null of other signals than
    /// <see cref="SloAnomalySignal.Latency"/>.</summary>
    public TimeSpan? LongerThan { get; init; }

    /// <summary>As one sentence: <c>traffic of 3 events in 5m, usually at this time of the day 120 to 480</c>.</summary>
    public override string ToString()
    {
        var usual = Basis switch
        {
            SloAnomalyBasis.TimeOfDay => "usually at this time of the day",
            SloAnomalyBasis.HourOfWeek => "usually in this hour of the week",
            SloAnomalyBasis.Value => "usually",
            _ => "usually on average",
        };
        return Signal switch
        {
            SloAnomalySignal.Traffic => FormattableString.Invariant(
                $"traffic of {Observed:0.#} events in 5m, {usual} {ExpectedLow:0.#} to {ExpectedHigh:0.#}"),
            SloAnomalySignal.Latency =>
                $"{Percent(Observed)} of events took longer than {Text(LongerThan)}, {usual} at most {Percent(ExpectedHigh)}",
            _ => $"{Percent(Observed)} bad events, {usual} at most {Percent(ExpectedHigh)}",
        };
    }

    // A quarter of a threshold need not be whole milliseconds.
    private static string Text(TimeSpan? length) => length is not { } known ? "usual"
        : known.Ticks % TimeSpan.TicksPerMillisecond == 0 ? SloDuration.Format(known)
        : known.TotalMilliseconds.ToString("0.####", CultureInfo.InvariantCulture) + "ms";

    private static string Percent(double ratio) => (ratio * 100).ToString("0.###", CultureInfo.InvariantCulture) + " %";
}
