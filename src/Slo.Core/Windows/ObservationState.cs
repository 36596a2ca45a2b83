namespace Slo.Windows;

/// <summary>Which time was observed. Immutable.</summary>
/// <param name="Origin">Where observation began.</param>
/// <param name="Gaps">What was not observed since, in order.</param>
internal sealed record ObservationState(long Origin, IReadOnlyList<(long From, long To)> Gaps);
