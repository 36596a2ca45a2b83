namespace Slo;

/// <summary>The result of one call of <see cref="SloRegistry.Evaluate"/>.</summary>
/// <param name="Objectives">How many objectives were evaluated.</param>
/// <param name="Gap">Time that counts as unobserved: it passed on the wall clock but not on the monotonic one (a suspension or a forward
/// step), or the process stood still.</param>
/// <param name="ClockWentBack">Whether the wall clock was set back by more than 5 s since the last pass. Windows are not affected.</param>
/// <param name="Error">The last error of an objective, or, since the evaluation before, of a handler of
/// <see cref="SloRegistry.AlertChanged"/> or a listener of the meter; or null.</param>
public readonly record struct SloEvaluationReport(int Objectives, TimeSpan Gap, bool ClockWentBack, Exception? Error);
