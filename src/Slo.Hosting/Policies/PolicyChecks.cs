namespace Slo.Hosting.Policies;

/// <summary>Finds errors in policies, also with regard to the declared objectives.</summary>
internal static class PolicyChecks
{
    /// <summary>The maximum number of policies of a set, without those from annotations.</summary>
    internal const int Most = 200;

    internal static IEnumerable<SloFinding> Check(SloPolicy policy, string path)
    {
        if (!SloPolicyAction.IsName(policy.Name))
        {
            yield return Setting($"{path}: a name must have 1 to 63 letters, digits, '-', '_' and '.', for example shop", path);
        }

        if (policy.WhoMayOverride?.Length > SloPolicy.LongestText)
        {
            yield return Setting(
                FormattableString.Invariant($"{path}: WhoMayOverride has {policy.WhoMayOverride.Length} characters; ")
                    + FormattableString.Invariant($"at most {SloPolicy.LongestText}"), path);
        }

        if (policy.Levels.Count is 0 or > SloPolicy.MostLevels)
        {
            yield return SloFinding.Error(
                SloFindingCodes.PolicyLevel, FormattableString.Invariant(
                    $"{path}: has {policy.Levels.Count} levels; from 1 to {SloPolicy.MostLevels}"), path);
        }

        for (var i = 0; i < policy.Levels.Count; i++)
        {
            foreach (SloFinding finding in policy.Levels[i].Check(FormattableString.Invariant($"{path}:Levels:{i}")))
            {
                yield return finding;
            }
        }

        foreach (IGrouping<string, SloPolicyLevel> same in policy.Levels.GroupBy(level => level.ToString()).Where(same => same.Count() > 1))
        {
            yield return SloFinding.Error(
                SloFindingCodes.PolicyLevel,
                FormattableString.Invariant($"{path}: declares the level '{same.Key}' {same.Count()} times; put its actions into one"),
                path);
        }
    }

    /// <summary>All errors of all policies of a set.</summary>
    /// <param name="policies">The policies, and their paths for the findings.</param>
    /// <param name="names">The names of all objectives, including those with errors.</param>
    /// <param name="built">The objectives without errors.</param>
    internal static IEnumerable<SloFinding> Check(
        IReadOnlyList<(SloPolicy Policy, string Path)> policies, IReadOnlyList<string> names, IReadOnlyList<SloObjective> built) =>
    [
        .. policies.SelectMany(one => Check(one.Policy, one.Path)),
        .. policies.SelectMany(one => Unknown(one.Policy, one.Path, names, built)),
        .. policies.SelectMany(one => Unreachable(one.Policy, one.Path, built)),
        .. policies.Count <= Most + built.Count ? Enumerable.Empty<SloFinding>()
            : [Setting(FormattableString.Invariant($"Policies: there are {policies.Count}; at most {Most}"), "Policies")],
        .. policies.GroupBy(one => one.Policy.Name, StringComparer.OrdinalIgnoreCase).Where(same => same.Count() > 1)
            .Select(same => SloFinding.Error(
                SloFindingCodes.DuplicateName,
                FormattableString.Invariant($"the policy '{SloText.OneLine(same.Key, 63)}' is declared {same.Count()} times ")
                    + $"({string.Join(" and ", same.Select(one => one.Path))}; names are compared without case); "
                    + "give each a name of its own",
                same.Last().Path)),
    ];

    private static IEnumerable<SloFinding> Unknown(
        SloPolicy policy, string path, IReadOnlyList<string> names, IReadOnlyList<SloObjective> built)
    {
        foreach (var name in policy.Objectives.Where(name => !names.Contains(name, StringComparer.OrdinalIgnoreCase)))
        {
            yield return Setting(
                $"{path}: there is no objective '{SloText.OneLine(name, 63)}'{SloText.NearestHint(name, names)}", $"{path}:Objectives");
        }

        // An unknown service may be that of an objective with errors.
        string[] services = [.. built.Select(objective => objective.Service).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase)];
        foreach (var name in policy.Services.Where(
            name => built.Count == names.Count && !services.Contains(name, StringComparer.OrdinalIgnoreCase)))
        {
            yield return Setting(
                $"{path}: no objective is of the service '{SloText.OneLine(name, 63)}'{SloText.NearestHint(name, services)}",
                $"{path}:Services");
        }
    }

    // Not an error in a policy for all objectives, some of which may reach the level.
    private static IEnumerable<SloFinding> Unreachable(SloPolicy policy, string path, IReadOnlyList<SloObjective> built) =>
        from objective in built
        where policy.Objectives.Contains(objective.Name, StringComparer.OrdinalIgnoreCase)
        from level in policy.Levels.Index()
        where level.Item is { BurnRateFrom: > 0 }
        let problem = level.Item.Window > objective.Period.LongestLength
            ? $"is over a longer time than the period of '{objective.Name}', {objective.Period}; choose a window within it"
            : level.Item.BurnRateFrom > 1 / (double)(1 - objective.TargetRatio) * (1 + 1e-9)
            ? FormattableString.Invariant($"can never be reached by '{objective.Name}', whose burn rate is at most ")
                + FormattableString.Invariant($"{1 / (double)(1 - objective.TargetRatio):0.##} by its target; choose a lower one")
            : null
        where problem is not null
        select SloFinding.Error(
            SloFindingCodes.PolicyLevel, $"{path}:Levels:{level.Index}: '{level.Item}' {problem}", $"{path}:Levels:{level.Index}");

    private static SloFinding Setting(string message, string path) => SloFinding.Error(SloFindingCodes.PolicySetting, message, path);
}
