namespace Slo.AsCode.OpenSlo;

/// <summary>Asks the engine what rules a definition would get, so that what is written reads as exactly the same rule.</summary>
internal static class RuleProbe
{
    /// <summary>Whether an objective that declares no rule would have these.</summary>
    internal static bool IsDefault(SloObjective objective) => Build(objective, _ => { }).SequenceEqual(objective.Rules);

    internal static bool Gives(SloObjective objective, BurnRateRule rule, Action<SloObjectiveBuilder> declare)
    {
        try
        {
            return Build(objective, declare) is [var made] && made == rule;
        }
        catch (SloDefinitionException)
        {
            return false;
        }
    }

    private static IReadOnlyList<BurnRateRule> Build(SloObjective objective, Action<SloObjectiveBuilder> declare)
    {
        SloObjectiveBuilder probe = new SloObjectiveBuilder("probe").TargetRatio(objective.TargetRatio);
        _ = objective.Period is { Unit: { } unit, TimeZone: { } zone, Count: { } count }
            ? probe.Calendar(unit, zone.Id, count, objective.Period.Anchor)
            : probe.Rolling(objective.Period.Length);
        _ = objective.Method.Kind switch
        {
            BudgetingMethodKind.Timeslices => probe.Timeslices(objective.Method.Slice, objective.Method.SliceTargetRatio),
            BudgetingMethodKind.RatioTimeslices => probe.RatioTimeslices(objective.Method.Slice),
            _ => probe,
        };
        declare(probe);
        return probe.Build().Rules;
    }
}
