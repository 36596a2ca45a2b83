namespace Slo.Hosting.Policies;

/// <summary>Finds errors in a level.</summary>
internal static class LevelChecks
{
    private const double LowestBudget = -100;
    private const double HighestRate = 1_000_000;

    internal static IEnumerable<SloFinding> Check(SloPolicyLevel level, string path) =>
    [
        .. Condition(level, path), .. level.IsOfBudget ? Budget(level, path) : Burn(level, path), .. Actions(level, path),
    ];

    private static IEnumerable<SloFinding> Condition(SloPolicyLevel level, string path)
    {
        if (level.BudgetBelowRatio is null == level.BurnRateFrom is null)
        {
            yield return Error(level.BudgetBelowRatio is null
                ? "has no condition; write BudgetBelowPercent, for example 25, or BurnRate with Window"
                : "has two conditions, BudgetBelow and BurnRate; write a level for each", path);
        }
    }

    private static IEnumerable<SloFinding> Budget(SloPolicyLevel level, string path)
    {
        if (level.BudgetBelowRatio is not (>= LowestBudget and <= 1))
        {
            yield return Error(
                $"BudgetBelow {Percent(level.BudgetBelowRatio)}: must be from -10000 % to 100 %, for example 25 %", path);
        }
        else if (level.EndsAtBudgetRatio is { } end && !(end >= level.BudgetBelowRatio && end <= 1))
        {
            yield return Error(
                $"EndsAtBudget {Percent(end)}: must be from BudgetBelow, {Percent(level.BudgetBelowRatio)}, to 100 %", path);
        }

        if (level.EndsBelowBurnRate is not null || level.Window != TimeSpan.Zero)
        {
            yield return Error("Window and EndsBelowBurnRate belong to a level with BurnRate; remove them", path);
        }
    }

    private static IEnumerable<SloFinding> Burn(SloPolicyLevel level, string path)
    {
        if (level.BurnRateFrom is not { } from)
        {
            yield break;
        }

        if (!(from > 0 && from <= HighestRate))
        {
            yield return Error(
                FormattableString.Invariant($"BurnRate {from}: must be above 0 and at most {HighestRate}, for example 6"), path);
        }
        else if (level.EndsBelowBurnRate is { } end && !(end > 0 && end <= from))
        {
            yield return Error(
                FormattableString.Invariant($"EndsBelowBurnRate {end}: must be above 0 and at most BurnRate, {from}"), path);
        }

        if (level.Window <= TimeSpan.Zero || level.Window > SloPeriod.MaximumLength)
        {
            yield return Error(
                $"Window {SloDuration.Format(level.Window)}: must be above 0s and at most 400d; over which time the burn rate is, "
                    + "for example 6h", path);
        }

        if (level.EndsAtBudgetRatio is not null)
        {
            yield return Error("EndsAtBudget belongs to a level with BudgetBelow; remove it, or write EndsBelowBurnRate", path);
        }
    }

    private static IEnumerable<SloFinding> Actions(SloPolicyLevel level, string path)
    {
        if (level.Actions.Count is 0 or > SloPolicyLevel.MostActions)
        {
            yield return SloFinding.Error(
                SloFindingCodes.PolicyAction,
                FormattableString.Invariant($"{path}: has {level.Actions.Count} actions; from 1 to {SloPolicyLevel.MostActions}, ")
                    + $"for example {SloPolicyAction.FreezeReleases}", path);
        }

        foreach (SloPolicyAction action in level.Actions)
        {
            if (action.Check() is { } fault)
            {
                yield return fault with { Message = $"{path}: {fault.Message}", Path = path };
            }
        }
    }

    private static string Percent(double? ratio) => FormattableString.Invariant($"{ratio * 100} %");

    private static SloFinding Error(string problem, string path) =>
        SloFinding.Error(SloFindingCodes.PolicyLevel, $"{path}: {problem}", path);
}
