using System.Collections.Concurrent;

namespace Slo.Hosting.Reactions;

/// <summary>What the reactions of all sets of an app change. A set compares its own reactions when its options are checked; this finds
/// conflicts between sets. Thread-safe.</summary>
internal sealed class ReactionResources
{
    private readonly ConcurrentDictionary<string, (string Set, string Reaction)> _users = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Takes the resources of a set.</summary>
    /// <returns>An error for each resource that a reaction of another set changes.</returns>
    internal IReadOnlyList<SloFinding> Claim(string set, IEnumerable<ReactionPlan> plans)
    {
        List<SloFinding> conflicts = [];
        foreach (ReactionPlan plan in plans)
        {
            foreach (var resource in plan.Steps.Select(step => step.Resource).Where(resource => resource.Length > 0)
                .Distinct(StringComparer.OrdinalIgnoreCase))
            {
                (string Set, string Reaction) user = _users.GetOrAdd(resource, (set, plan.Name));
                if (user.Set != set)
                {
                    conflicts.Add(SloFinding.Error(
                        SloFindingCodes.ReactionConflict,
                        $"Reactions: '{user.Reaction}' of {NameOf(user.Set)} and '{plan.Name}' of {NameOf(set)} change the same resource, "
                        + $"{SloText.OneLine(resource)}; remove it from one of them",
                        $"Reactions:{plan.Name}"));
                }
            }
        }

        return conflicts;
    }

    private static string NameOf(string set) => set.Length == 0 ? "the default set" : $"the set '{SloText.OneLine(set, 63)}'";
}
