namespace Slo.Definitions;

/// <summary>Turns a declaration into an objective, or reports all errors.</summary>
internal static class ObjectiveResolver
{
    // One bad event in a million millions: a smaller budget is a target of 100 % in disguise.
    internal const decimal SmallestBudget = 0.000000000001m;

    /// <param name="definition">What is declared.</param>
    /// <param name="isTargetKnown">Whether the target is one: if not, its error is among those given.</param>
    /// <param name="errors">Found while the declaration was read.</param>
    /// <param name="warnings">Found while the declaration was read.</param>
    /// <exception cref="SloDefinitionException">With all errors.</exception>
    internal static SloObjective Resolve(
        SloDefinition definition, bool isTargetKnown, IEnumerable<SloFinding> errors, IEnumerable<SloFinding> warnings)
    {
        List<SloFinding> allErrors = [.. errors];
        List<SloFinding> allWarnings = [.. warnings];
        ObjectiveChecks.CheckTexts(definition, allErrors);
        if (isTargetKnown && CheckRatio(definition.TargetRatio) is { } error)
        {
            allErrors.Insert(0, error);
            isTargetKnown = false;
        }

        ObjectiveChecks.CheckNumbers(definition, allErrors);
        TermsChecks.Check(definition, allErrors);
        List<AlertRule> rules = RuleResolver.Resolve(definition, isTargetKnown, allErrors, allWarnings);
        if (allErrors.Count > 0)
        {
            throw new SloDefinitionException(allErrors.ConvertAll(error => error with { Objective = definition.Name }));
        }

        return new SloObjective(definition, rules, allWarnings.ConvertAll(warning => warning with { Objective = definition.Name }));
    }

    /// <summary>What is wrong with a target in percent, or null.</summary>
    internal static SloFinding? CheckPercent(decimal percent) => percent switch
    {
        < 0 or > 100 - (100 * SmallestBudget) => SloFinding.Error(SloFindingCodes.InvalidTarget,
            FormattableString.Invariant($"target {percent} %") + TargetRule(percent is > 99 and <= 100), "target"),
        > 0 and < 1 => SloFinding.Error(SloFindingCodes.InvalidTarget, FormattableString.Invariant(
            $"target {percent} %: this looks like a ratio; did you mean {percent * 100:0.##########} %? (for a ratio write TargetRatio)"),
            "target"),
        _ => null,
    };

    internal static SloFinding? CheckRatio(decimal ratio) => ratio switch
    {
        > 1 and < 100 => SloFinding.Error(SloFindingCodes.InvalidTarget, FormattableString.Invariant(
            $"target ratio {ratio}: this looks like a percentage; did you mean {ratio / 100:0.##########}? ")
            + "(for a percentage write TargetPercent)", "target"),
        < 0 or > 1 - SmallestBudget => SloFinding.Error(SloFindingCodes.InvalidTarget,
            FormattableString.Invariant($"target ratio {ratio}") + TargetRule(ratio is > 0.99m and <= 1), "target"),
        _ => null,
    };

    private static string TargetRule(bool isWhole) => isWhole
        ? ": leaves no error budget, so no burn rate exists; write for example 99.99 % (0.9999)"
        : ": must be at least 0 and below 100 % (below 1 as a ratio), for example 99.9 % (0.999)";
}
