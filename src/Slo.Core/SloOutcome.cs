namespace Slo;

/// <summary>The outcome of one event, decided once by the code that records it.</summary>
/// <remarks>The default value is none of them: an event whose outcome was forgotten is dropped and counted as rejected, not as
/// good.</remarks>
public enum SloOutcome
{
    /// <summary>The event met its expectation; it counts towards compliance.</summary>
    Good = 1,

    /// <summary>The event missed its expectation; it spends error budget.</summary>
    Bad = 2,

    /// <summary>The event is not relevant to the objective (a probe, a cancelled call): counted separately and in no ratio.</summary>
    Ignored = 3,
}
