namespace Slo;

/// <summary>A signal of an objective in which unusual behaviour is looked for.</summary>
public enum SloAnomalySignal
{
    /// <summary>The share of bad events, weighted by the number of events.</summary>
    BadRatio,

    /// <summary>The number of events.</summary>
    Traffic,

    /// <summary>The share of events that took longer than a quarter, or than half, of the latency threshold. Only of objectives that have
    /// one.</summary>
    Latency,
}
