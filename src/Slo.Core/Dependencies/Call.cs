namespace Slo.Dependencies;

/// <summary>A call to a dependency; or several that ended alike, where a piece of work made too many to keep each.</summary>
/// <param name="Dependency">The name, as the call gave it.</param>
/// <param name="Ticks">How long it took; of several the longest.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Count">How many.</param>
internal readonly record struct Call(string Dependency, long Ticks, CallOutcome Outcome, long Count = 1);
