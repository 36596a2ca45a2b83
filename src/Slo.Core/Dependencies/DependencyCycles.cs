namespace Slo.Dependencies;

/// <summary>Finds the objectives that depend on themselves, through their declared dependencies.</summary>
internal sealed class DependencyCycles
{
    /// <summary>How many cycles are searched for: each costs a walk through what its objective depends on.</summary>
    internal const int Most = 100;

    // Over all searches: many objectives may lead to a cycle without being on one.
    private const int MostVisits = 1_000_000;

    private const int ShownNames = 10;

    private readonly IReadOnlyList<SloObjective> _objectives;
    private readonly Dictionary<string, int> _byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<SloObjective> _candidates;
    private int _found;
    private int _visits;

    /// <param name="objectives">Those that may depend on each other. Of several with one name, the first counts.</param>
    internal DependencyCycles(IReadOnlyList<SloObjective> objectives)
    {
        _objectives = objectives;
        foreach ((var index, SloObjective objective) in objectives.Index())
        {
            _byName.TryAdd(objective.Name, index);
        }

        _candidates = Candidates();
    }

    /// <summary>The shortest way from an objective back to it, as text; null: there is none.</summary>
    internal string? Of(SloObjective start)
    {
        if (_found >= Most || !_candidates.Contains(start))
        {
            return null;
        }

        HashSet<int> seen = [];
        Queue<Visit> open = new([new Visit(start, null)]);
        while (_visits++ < MostVisits && open.TryDequeue(out Visit? visit))
        {
            foreach (SloDeclaredDependency dependency in visit.Objective.Dependencies)
            {
                if (IsSame(dependency.Name, start.Name) || (visit.From is null && IsSame(dependency.Name, start.Service)))
                {
                    _found++;
                    return Describe(visit, dependency.Name);
                }

                if (_byName.TryGetValue(dependency.Name, out var next) && seen.Add(next))
                {
                    open.Enqueue(new Visit(_objectives[next], visit));
                }
            }
        }

        return null;
    }

    // A long cycle is shown by its first names and its last ones.
    private static string Describe(Visit last, string end)
    {
        List<string> names = [end];
        for (Visit? visit = last; visit is not null; visit = visit.From)
        {
            names.Add(visit.Objective.Name);
        }

        names.Reverse();
        if (names.Count > ShownNames)
        {
            names.RemoveRange(ShownNames - 2, names.Count - ShownNames);
            names.Insert(ShownNames - 2, "...");
        }

        return string.Join(" -> ", names);
    }

    // Without those that lead nowhere and those to which nothing leads, one after the other: no cycle goes through them.
    private HashSet<SloObjective> Candidates()
    {
        int[][] needs =
        [
            .. _objectives.Select(objective => objective.Dependencies
                .Select(dependency => _byName.GetValueOrDefault(dependency.Name, -1)).Where(other => other >= 0).ToArray()),
        ];
        ILookup<int, int> users = needs.SelectMany((others, user) => others.Select(other => (other, user)))
            .ToLookup(pair => pair.other, pair => pair.user);
        var isLeft = new bool[needs.Length];
        Array.Fill(isLeft, true);
        Peel(isLeft, one => needs[one], one => users[one]);
        Peel(isLeft, one => users[one], one => needs[one]);
        return
        [
            .. _objectives.Where((objective, index) => isLeft[index]
                || objective.Dependencies.Any(dependency => IsSame(dependency.Name, objective.Service))),
        ];
    }

    private static void Peel(bool[] isLeft, Func<int, IEnumerable<int>> onward, Func<int, IEnumerable<int>> back)
    {
        int[] ways = [.. isLeft.Select((left, one) => left ? onward(one).Count(other => isLeft[other]) : 0)];
        Stack<int> ended = new(Enumerable.Range(0, ways.Length).Where(one => isLeft[one] && ways[one] == 0));
        while (ended.TryPop(out var one))
        {
            isLeft[one] = false;
            foreach (var other in back(one))
            {
                if (isLeft[other] && --ways[other] == 0)
                {
                    ended.Push(other);
                }
            }
        }
    }

    private static bool IsSame(string left, string? right) => left.Equals(right, StringComparison.OrdinalIgnoreCase);

    /// <param name="Objective">An objective on the way.</param>
    /// <param name="From">The one before it; null at the start.</param>
    private sealed record Visit(SloObjective Objective, Visit? From);
}
