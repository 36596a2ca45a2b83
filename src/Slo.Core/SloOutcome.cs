namespace Slo;

/// <summary>What one event counts as. Decided once, by whoever records it.</summary>
public enum SloOutcome
{
    /// <summary>The event met its expectation; it counts towards compliance.</summary>
    Good,

    /// <summary>The event missed its expectation; it spends error budget.</summary>
    Bad,

    /// <summary>The event says nothing about the objective (a probe, a cancelled call): in no ratio, but counted apart.</summary>
    Ignored,
}
