namespace Slo;

/// <summary>The outcome of one event, decided once by the code that records it.</summary>
public enum SloOutcome
{
    /// <summary>The event met its expectation; it counts towards compliance.</summary>
    Good,

    /// <summary>The event missed its expectation; it spends error budget.</summary>
    Bad,

    /// <summary>The event is not relevant to the objective (a probe, a cancelled call): counted separately and in no ratio.</summary>
    Ignored,
}
