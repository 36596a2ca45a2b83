namespace Slo.Evaluation;

/// <summary>
/// How many bad events a unit allows, where several targets were in force: in each stretch of time its units times what each allows, over
/// all units. Immutable.
/// </summary>
/// <param name="Period">Of the units of the period.</param>
/// <param name="Windows">Of the units of each window.</param>
internal sealed record AllowedShares(Fraction Period, Fraction[] Windows);
