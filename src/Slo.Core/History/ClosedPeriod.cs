namespace Slo.History;

/// <summary>A calendar period that is over, and what happened in it.</summary>
/// <param name="From">Its start, UTC; later where counting began later.</param>
/// <param name="To">Its end, UTC.</param>
/// <param name="Counts">What was counted in it and is not excluded.</param>
/// <param name="Allowed">How many bad events its targets allowed, in parts of <see cref="Stretches.PartsPerUnit"/>; null: one was in
/// force in all of it.</param>
/// <param name="TargetRatio">The target in force at its end; null: the declared one at all times.</param>
/// <param name="Time">Its positions, where the history that is kept reaches back to its start: only then it is known what of it was
/// observed.</param>
internal sealed record ClosedPeriod(
    DateTimeOffset From, DateTimeOffset To, HistoryCounts Counts, UInt128? Allowed, decimal? TargetRatio, (long From, long To)? Time);
