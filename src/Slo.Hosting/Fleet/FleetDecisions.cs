namespace Slo.Hosting.Fleet;

/// <summary>
/// Shares exclusions and target overrides, which apply to all instances: publishes those of this instance, and applies those of the others
/// to the registries of the instance and of the fleet. One thread at a time.
/// </summary>
internal sealed class FleetDecisions(SloRegistry registry, SloRegistry fleet)
{
    // By id, as in the store.
    private Dictionary<string, SloFleetDecision> _known = new(StringComparer.Ordinal);
    private Dictionary<string, SloFleetDecision> _published = new(StringComparer.Ordinal);

    internal long Version { get; private set; }

    /// <summary>The decisions of this instance that the store does not have yet, and the revocations of those that it has.</summary>
    internal IReadOnlyList<SloFleetDecision> Next()
    {
        _published = Own();
        return
        [
            .. _published.Values.Where(decision => _known.GetValueOrDefault(decision.Id) != decision),
            .. _known.Keys.Where(id => !_published.ContainsKey(id)).Select(id => new SloFleetDecision(id, null, null)),
        ];
    }

    /// <summary>Applies the decisions of the store.</summary>
    internal void Add(SloFleetAnswer answer)
    {
        if (answer.Decisions is { } all)
        {
            _known = all.ToDictionary(decision => decision.Id, StringComparer.Ordinal);
        }

        Version = answer.DecisionVersion;

        // Decisions made here since the report are published first.
        Dictionary<string, SloFleetDecision> own = Own();
        if (own.Count == _published.Count && own.Values.All(decision => _published.GetValueOrDefault(decision.Id) == decision))
        {
            registry.ReplaceDecisions(Exclusions, Overrides);
        }

        fleet.ReplaceDecisions(Exclusions, Overrides);
    }

    private SloExclusion[] Exclusions => [.. _known.Values.Select(decision => decision.Exclusion).OfType<SloExclusion>().Take(200)];

    private SloTargetOverride[] Overrides =>
        [.. _known.Values.Select(decision => decision.TargetOverride).OfType<SloTargetOverride>().Take(200)];

    private Dictionary<string, SloFleetDecision> Own()
    {
        Dictionary<string, SloFleetDecision> own = new(StringComparer.Ordinal);
        foreach (SloExclusion exclusion in registry.Exclusions)
        {
            own[exclusion.Id!] = new(exclusion.Id!, exclusion, null);
        }

        foreach (SloTargetOverride change in registry.TargetOverrides)
        {
            own[change.Id!] = new(change.Id!, null, change);
        }

        return own;
    }
}
