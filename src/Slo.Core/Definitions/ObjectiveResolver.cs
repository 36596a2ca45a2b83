namespace Slo.Definitions;

/// <summary>Turns a declaration into an objective, or says everything that is wrong with it.</summary>
internal static class ObjectiveResolver
{
    // One bad event in a million millions: a smaller budget is a target of 100 % in disguise.
    internal const decimal SmallestBudget = 0.000000000001m;

    /// <param name="definition">What is declared.</param>
    /// <param name="isTargetKnown">Whether the target is one: if not, its fault is among those given.</param>
    /// <param name="faults">Found while the declaration was read.</param>
    /// <param name="warnings">Found while the declaration was read.</param>
    /// <exception cref="SloDefinitionException">With every fault.</exception>
    internal static SloObjective Resolve(
        SloDefinition definition, bool isTargetKnown, IEnumerable<string> faults, IEnumerable<string> warnings)
    {
        List<string> allFaults = [.. faults];
        List<string> allWarnings = [.. warnings];
        ObjectiveChecks.CheckTexts(definition, allFaults);
        if (isTargetKnown && TargetFault(definition.TargetRatio) is { } fault)
        {
            allFaults.Insert(0, fault);
            isTargetKnown = false;
        }

        ObjectiveChecks.CheckNumbers(definition, allFaults);
        List<AlertRule> rules = RuleResolver.Resolve(definition, isTargetKnown, allFaults, allWarnings);
        if (allFaults.Count > 0)
        {
            var name = ObjectiveChecks.Shown(definition.Name);
            throw new SloDefinitionException([.. allFaults.Select(fault => $"objective '{name}': {fault}")]);
        }

        return new SloObjective(definition, rules, allWarnings.ConvertAll(warning =>
            SloText.OneLine($"objective '{definition.Name}': {warning}", SloDefinitionException.MaximumFault)));
    }

    /// <summary>What is wrong with a target in percent, or null.</summary>
    internal static string? PercentFault(decimal percent) => percent switch
    {
        < 0 or > 100 - (100 * SmallestBudget) =>
            FormattableString.Invariant($"target {percent} %") + TargetRule(percent is > 99 and <= 100),
        > 0 and < 1 => FormattableString.Invariant(
            $"target {percent} %: this looks like a ratio; did you mean {percent * 100:0.##########} %? (for a ratio write TargetRatio)"),
        _ => null,
    };

    private static string? TargetFault(decimal ratio) => ratio switch
    {
        > 1 and < 100 => FormattableString.Invariant(
            $"target ratio {ratio}: this looks like a percentage; did you mean {ratio / 100:0.##########}? ")
            + "(for a percentage write TargetPercent)",
        < 0 or > 1 - SmallestBudget => FormattableString.Invariant($"target ratio {ratio}") + TargetRule(ratio is > 0.99m and <= 1),
        _ => null,
    };

    private static string TargetRule(bool isWhole) => isWhole
        ? ": leaves no error budget, so no burn rate exists; write for example 99.99 % (0.9999)"
        : ": must be at least 0 and below 100 % (below 1 as a ratio), for example 99.9 % (0.999)";
}
