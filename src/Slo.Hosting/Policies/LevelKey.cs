namespace Slo.Hosting.Policies;

/// <summary>Identifies a level of a policy for an objective, also across processes, by the values of its ledger entries.</summary>
internal readonly record struct LevelKey(string Policy, string Level, string Objective)
{
    internal static LevelKey Of(SloPolicyStatus status) => Of(status.Policy.Name, status.Level.ToString(), status.Objective);

    internal static LevelKey Of(string policy, string level, string objective) =>
        new(policy.ToUpperInvariant(), level, objective.ToUpperInvariant());
}
