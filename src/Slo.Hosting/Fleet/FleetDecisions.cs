namespace Slo.Hosting.Fleet;

/// <summary>
/// Exclusions and overrides of targets that are decided on one instance hold for all: they are published like counts, and those of the
/// others are taken up by the registries of the instance and of the fleet. One thread at a time.
/// </summary>
internal sealed class FleetDecisions(SloRegistry registry, SloRegistry fleet)
{
    // As the store has them.
    private Dictionary<string, SloFleetDecision> _known = new(StringComparer.Ordinal);
    private Dictionary<string, SloFleetDecision> _published = new(StringComparer.Ordinal);

    internal long Version { get; private set; }

    /// <summary>What was decided or taken back here since the store had it.</summary>
    internal IReadOnlyList<SloFleetDecision> Next()
    {
        _published = Own();
        return
        [
            .. _published.Values.Where(decision => _known.GetValueOrDefault(decision.Id) != decision),
            .. _known.Keys.Where(id => !_published.ContainsKey(id)).Select(id => new SloFleetDecision(id, null, null)),
        ];
    }

    /// <summary>Takes up what the store has.</summary>
    internal void Add(SloFleetAnswer answer)
    {
        if (answer.Decisions is { } all)
        {
            _known = all.ToDictionary(decision => decision.Id, StringComparer.Ordinal);
        }

        Version = answer.DecisionVersion;

        // What was decided here in the meantime is published first.
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
