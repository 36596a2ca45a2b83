namespace Slo.Evaluation;

/// <summary>Which signals of an objective are unusual now.</summary>
/// <param name="BadRatio">Where on the timeline that of bad events became so; null: it is not.</param>
/// <param name="Traffic">Where on the timeline traffic became so; null: it is not.</param>
/// <param name="Latency">Where on the timeline latency became so; null: it is not.</param>
internal sealed record OpenObservations(long? BadRatio, long? Traffic, long? Latency)
{
    internal static OpenObservations None { get; } = new(null, null, null);

    /// <summary>Since when a signal is unusual; null: it is not.</summary>
    /// <param name="signal">Null: any.</param>
    internal long? Since(SloAnomalySignal? signal) => signal switch
    {
        SloAnomalySignal.BadRatio => BadRatio,
        SloAnomalySignal.Traffic => Traffic,
        SloAnomalySignal.Latency => Latency,
        _ => Earlier(Earlier(BadRatio, Traffic), Latency),
    };

    private static long? Earlier(long? one, long? other) => one <= other ? one : other ?? one;
}
