using Slo.Cli.Definitions;
using Slo.Cli.History;
using Slo.Cli.Infrastructure;

namespace Slo.Cli.Status;

/// <summary>Judges what a file of an app's store keeps, as of its last evaluation, by the definitions given.</summary>
/// <param name="file">The path of the file.</param>
/// <param name="set">The set of objectives, or null.</param>
/// <param name="definitions">What is declared.</param>
/// <param name="configuration">Where notes go.</param>
internal sealed class StateStatusSource(
    string file, string? set, DefinitionSet definitions, ToolConfiguration configuration) : IStatusSource
{
    public string Address => file;

    public DateTimeOffset? AsOf { get; private set; }

    public Task<IReadOnlyList<ObjectiveStatus>> ReadAsync(CancellationToken cancel)
    {
        StateFile state = Read();
        using SloRegistry registry = state.Restore(definitions.Objectives, configuration.Note);
        return Task.FromResult<IReadOnlyList<ObjectiveStatus>>(
        [
            .. registry.Trackers.Select(tracker => Read(tracker.Status)).OrderBy(status => status.Name, StringComparer.OrdinalIgnoreCase),
        ]);
    }

    public Task<GateAnswer?> ReadGateAsync(IReadOnlyList<string> names, CancellationToken cancel)
    {
        StateFile state = Read();
        using SloRegistry registry = state.Restore(definitions.Objectives, _ => { });
        DateTimeOffset now = configuration.Time.GetUtcNow();
        SloLedgerQuery query = new()
        {
            Kind = SloLedgerEntryKind.GateOverride,
            From = now - SloReleaseOverride.MaximumLength,
            Limit = SloLedger.Capacity,
        };
        return Task.FromResult<GateAnswer?>(GateAnswer.Of(SloReleaseDecision.Of(
            [
                .. registry.Trackers.Where(tracker =>
                        names.Count == 0 || names.Contains(tracker.Objective.Name, StringComparer.OrdinalIgnoreCase))
                    .Select(tracker => (tracker.Status, SloScope.Instance)),
            ],
            Judge(state, registry), SloReleaseOverride.ReadAll(state.Ledger(query), now), now)));
    }

    public Task<IReadOnlyList<PolicyRow>?> ReadPoliciesAsync(CancellationToken cancel)
    {
        StateFile state = Read();
        using SloRegistry registry = state.Restore(definitions.Objectives, configuration.Note);
        return Task.FromResult<IReadOnlyList<PolicyRow>?>([.. Judge(state, registry).Select(PolicyRow.Of)]);
    }

    // A level that is in force according to the ledger may have a value between its two limits.
    private IReadOnlyList<SloPolicyStatus> Judge(StateFile state, SloRegistry registry)
    {
        registry.RestoreLedger(state.Ledger(new() { Kind = SloLedgerEntryKind.PolicyLevel, Limit = SloLedger.Capacity }), []);
        SloPolicies policies = new(registry, definitions.Policies);
        policies.Evaluate();
        return policies.Statuses;
    }

    private StateFile Read()
    {
        var state = StateFile.Read(file, set);
        if (AsOf != state.AsOf)
        {
            configuration.Note($"{file}: as of {Display.Of(state.AsOf)} UTC, the last evaluation that was saved");
        }

        AsOf = state.AsOf;
        return state;
    }

    private static ObjectiveStatus Read(SloStatus status) => new(status.Objective.Name)
    {
        Service = status.Objective.Service,
        PublishedState = status.State,
        TargetRatio = (double)status.Objective.TargetRatio,
        Period = status.Objective.Period.ToString(),
        ComplianceRatio = status.ComplianceRatio,
        PublishedIsMet = status.IsMet,
        CoverageRatio = status.CoverageRatio,
        BudgetRatio = status.ErrorBudgetRemainingRatio,
        PeriodBurnRate = status.PeriodBurnRate,
        GoodEvents = status.Events.Good,
        BadEvents = status.Events.Bad,
        Rules = [.. status.Alert.Rules.Select(Read)],
    };

    private static RuleStatus Read(AlertRuleStatus rule) => new(
        rule.Rule.Severity.Word(),
        rule.Rule.ToString()!,
        rule is { LongBurnRate: { } inLong, ShortBurnRate: { } inShort } ? Math.Min(inLong, inShort) : null,
        rule.State == AlertState.Firing,
        rule.Rule is BurnRateRule);
}
