using Slo.Hosting.Reactions;

namespace Slo;

/// <summary>The reactions of a set, from code and from configuration.</summary>
public sealed class SloReactionOptions
{
    private readonly List<SloReaction> _all = [];

    internal SloReactionOptions()
    {
    }

    /// <summary>The reactions declared so far.</summary>
    public IReadOnlyList<SloReaction> All => _all;

    /// <summary>The reactions as read by <see cref="Check"/>.</summary>
    internal IReadOnlyList<ReactionPlan> Plans { get; private set; } = [];

    /// <summary>Declares a reaction.</summary>
    /// <param name="name">The name, unique without regard to case.</param>
    /// <param name="configure">Sets alerts, conditions and steps. All errors are reported at start.</param>
    public void Add(string name, Action<SloReaction> configure)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(configure);
        SloReaction reaction = new(name, $"Reactions:{name}");
        configure(reaction);
        _all.Add(reaction);
    }

    internal SloReaction? Find(string name) => _all.Find(reaction => reaction.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    internal void Add(SloReaction reaction) => _all.Add(reaction);

    /// <summary>Reads all reactions into <see cref="Plans"/>.</summary>
    /// <param name="declared">The names of the objectives.</param>
    /// <param name="built">Those without errors.</param>
    /// <returns>All errors. Secrets are named and never shown.</returns>
    internal IReadOnlyList<SloFinding> Check(IEnumerable<string> declared, IReadOnlyList<SloObjective> built)
    {
        ReactionReading[] readings = [.. _all.Select(reaction => new ReactionReading(reaction))];
        Plans = [.. readings.Select(reading => reading.Plan)];
        HashSet<string> names = new(declared, StringComparer.OrdinalIgnoreCase);
        return
        [
            .. readings.SelectMany(reading => reading.Findings),
            .. _all.SelectMany(reaction => Unknown(reaction, names, built)),
            .. _all.GroupBy(reaction => reaction.Name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1)
                .Select(group => SloFinding.Error(SloFindingCodes.DuplicateName,
                    $"Reactions:{group.Key}: is declared {group.Count()} times (names are compared without case); "
                    + "give each a name of its own", group.Last().Path)),
            .. Conflicts(),
        ];
    }

    private static IEnumerable<SloFinding> Unknown(SloReaction reaction, HashSet<string> names, IReadOnlyList<SloObjective> built)
    {
        foreach (var name in reaction.Objectives.Where(name => !names.Contains(name)))
        {
            yield return SloFinding.Error(
                SloFindingCodes.ReactionSetting,
                $"{reaction.Path}: there is no objective '{SloText.OneLine(name, 80)}'{SloText.NearestHint(name, names)}",
                $"{reaction.Path}:Objectives");
        }

        SloObjective[] own = [.. built.Where(objective => reaction.Objectives.Contains(objective.Name))];
        if (reaction.Rule is not { } rule || own.Length == 0)
        {
            yield break;
        }

        AlertRule[] meant = [.. own.SelectMany(objective => objective.Rules).Where(one => one.ToString() == rule)];
        if (meant.Length == 0)
        {
            yield return SloFinding.Error(
                SloFindingCodes.ReactionSetting,
                $"{reaction.Path}:Rule '{SloText.OneLine(rule, 80)}': is no rule of its objectives; write one of "
                + string.Join(", ", own.SelectMany(objective => objective.Rules).Select(one => $"'{one}'").Distinct()),
                $"{reaction.Path}:Rule");
        }
        else if (meant.All(one => one.Severity < reaction.MinimumSeverity))
        {
            yield return SloFinding.Error(
                SloFindingCodes.ReactionSetting,
                $"{reaction.Path}:MinimumSeverity '{reaction.MinimumSeverity}': is above the severity of the rule "
                + $"'{SloText.OneLine(rule, 80)}'; write {meant[0].Severity}",
                $"{reaction.Path}:MinimumSeverity");
        }
    }

    // One reaction would undo the change of the other.
    private IEnumerable<SloFinding> Conflicts() =>
        from plan in Plans.Select((plan, i) => (Plan: plan, Index: i))
        from resource in plan.Plan.Steps.Select(step => step.Resource).Distinct(StringComparer.OrdinalIgnoreCase)
        where resource.Length > 0
        group plan by resource.ToUpperInvariant() into users
        where users.Count() > 1
        let names = string.Join(" and ", users.Select(user => $"'{user.Plan.Name}'"))
        let shown = users.First().Plan.Steps.First(step => step.Resource.Equals(users.Key, StringComparison.OrdinalIgnoreCase)).Resource
        select SloFinding.Error(
            SloFindingCodes.ReactionConflict,
            $"Reactions: {names} change the same resource, {SloText.OneLine(shown)}; put their objectives and steps into one reaction",
            _all[users.Last().Index].Path);
}
