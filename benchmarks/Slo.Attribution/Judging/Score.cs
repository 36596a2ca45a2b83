namespace Slo.AttributionJudge.Judging;

/// <summary>How often explanations are right.</summary>
public sealed class Score
{
    public int Causes { get; private set; }

    public int AmongFirstThree { get; private set; }

    public int Scenarios { get; private set; }

    public int First { get; private set; }

    public int Nulls { get; private set; }

    public int NullsNamed { get; private set; }

    public List<string> Wrong { get; } = [];

    /// <summary>Runs scenarios of consecutive seeds until there are so many of each.</summary>
    /// <param name="seed">The first one.</param>
    /// <param name="count">How many of each.</param>
    /// <param name="processes">How many processes share the events; with more than one, the alert is that of a fleet.</param>
    public static Score Of(int seed, int count, int processes = 1)
    {
        Score score = new();
        foreach (Scenario scenario in Some(seed, count, one => Scenario.WithCause(one, processes)))
        {
            score.AddCause(scenario);
        }

        foreach (Scenario scenario in Some(seed + 1_000_000, count, one => Scenario.WithoutCause(one, processes)))
        {
            score.AddNull(scenario);
        }

        return score;
    }

    private static ParallelQuery<Scenario> Some(int seed, int count, Func<int, Scenario?> make) => Enumerable.Range(seed, 100 * count)
        .AsParallel().AsOrdered().WithDegreeOfParallelism(2).WithMergeOptions(ParallelMergeOptions.NotBuffered)
        .Select(make).Where(scenario => scenario is not null).Select(scenario => scenario!).Take(count);

    private void AddCause(Scenario scenario)
    {
        IReadOnlyList<SloContributor> contributors = scenario.Result?.Contributors ?? [];
        Scenarios++;
        Causes += scenario.Causes.Count;
        var found = scenario.Causes.Count(cause => contributors.Take(3).Any(cause.IsNamedBy));
        AmongFirstThree += found;
        var isFirst = contributors.Count > 0 && scenario.Causes.Any(cause => cause.IsNamedBy(contributors[0]));
        First += isFirst ? 1 : 0;
        if (!isFirst || found < scenario.Causes.Count)
        {
            Wrong.Add($"{scenario.Seed}: {scenario.Text}: expected {string.Join(" and ", scenario.Causes.Select(Text))}; got {Text(scenario)}");
        }
    }

    private void AddNull(Scenario scenario)
    {
        Nulls++;
        if (scenario.Result?.Contributors.Count > 0)
        {
            NullsNamed++;
            Wrong.Add($"{scenario.Seed}: {scenario.Text}: expected none; got {Text(scenario)}");
        }
    }

    private static string Text(Cause cause) => string.Join("&", cause.Needed[0].Select(value => value.Value)) + " [" + cause.Reason + "]";

    private static string Text(Scenario scenario) => $"of {scenario.Result?.BadEvents} ({scenario.Result?.ExpectedBadEvents:0}): "
        + string.Join("; ", (scenario.Result?.Contributors ?? []).Select(one => $"{one.Name} {one.ExcessRatio:P0} x{one.Lift:0.0} ({string.Join(",", one.Exemplars.SelectMany(e => e.Values).Select(v => v.Value))})"));
}
