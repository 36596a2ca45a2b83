using Microsoft.Extensions.Logging;
using Slo.Hosting.Evaluation;

namespace Slo;

/// <summary>
/// The release gate of a set: whether a release may go, by the status of objectives and the error-budget policies in force
/// (docs/policies.md). A service of the host, keyed by the name of the set unless it is the default one. Not to be confused with
/// <see cref="ISloGate"/>, which code asks for each request.
/// </summary>
/// <remarks>Thread-safe. A decision reads the published status, and the overrides from ledger and store.</remarks>
public sealed class SloReleaseGate
{
    /// <summary>The most overrides in force at a time.</summary>
    public const int MostOverrides = 100;

    private readonly SloRegistry _registry;
    private readonly SloPolicies _policies;
    private readonly SloLedgerReader _reader;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Lock _gate = new();

    // Without a store the ledger drops its oldest entries.
    private readonly Queue<SloLedgerEntry> _own = new();

    internal SloReleaseGate(SloRegistry registry, SloPolicies policies, SloLedgerReader reader, TimeProvider time, ILogger logger) =>
        (_registry, _policies, _reader, _time, _logger) = (registry, policies, reader, time, logger);

    /// <summary>Decides whether a release may go.</summary>
    /// <param name="objectives">The names of the objectives that the release is about; with <paramref name="services"/>: these and those.
    /// Neither: all.</param>
    /// <param name="services">The services whose objectives it is about.</param>
    /// <param name="cancellationToken">Cancels reading the overrides.</param>
    /// <returns>The decision. If the store does not answer, it is made without it (<see cref="SloReleaseDecision.IsComplete"/>).</returns>
    /// <exception cref="KeyNotFoundException">There is no such objective, or none of such a service.</exception>
    public async Task<SloReleaseDecision> DecideAsync(
        IReadOnlyList<string>? objectives = null, IReadOnlyList<string>? services = null, CancellationToken cancellationToken = default)
    {
        string[] names = Names(objectives ?? [], services ?? []);
        (IReadOnlyList<SloReleaseOverride> overrides, var isComplete) = await ReadOverridesAsync(cancellationToken).ConfigureAwait(false);
        (SloStatus, SloScope)[] statuses =
        [
            .. names.Select(_policies.Find).OfType<SloTracker>().Select(tracker => (tracker.Status, ScopeOf(tracker))),
        ];
        return SloReleaseDecision.Of(statuses, _policies.Statuses, overrides, _time.GetUtcNow()) with { IsComplete = isComplete };
    }

    /// <summary>The overrides that are in force.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The overrides, and whether the store answered: without it, those of other instances may be missing.</returns>
    public async Task<(IReadOnlyList<SloReleaseOverride> Overrides, bool IsComplete)> ReadOverridesAsync(
        CancellationToken cancellationToken = default)
    {
        DateTimeOffset now = _time.GetUtcNow();
        SloHistoryPage<SloLedgerEntry> page = await _reader.ReadAsync(
            new SloLedgerQuery
            {
                Kind = SloLedgerEntryKind.GateOverride,
                From = now - SloReleaseOverride.MaximumLength,
                Limit = SloLedger.Capacity,
            },
            cancellationToken).ConfigureAwait(false);
        return (SloReleaseOverride.ReadAll(page.Items.Concat(Own()).DistinctBy(entry => entry.Id), now), page.IsComplete);
    }

    /// <summary>Opens the gate for a while, whatever closes it. Noted in the ledger, which a store keeps.</summary>
    /// <param name="change">The objective or all, when it expires, who and why.</param>
    /// <param name="account">The account that was authenticated, if it is not the owner; a detail in the ledger.</param>
    /// <returns>The override with its id; it begins now.</returns>
    /// <exception cref="SloDefinitionException">The objective is unknown; the reason or the owner is missing or too long; it has expired,
    /// or lasts for more than 7 days; or there are 100 already.</exception>
    public SloReleaseOverride Override(SloReleaseOverride change, string? account = null)
    {
        ArgumentNullException.ThrowIfNull(change);
        DateTimeOffset now = _time.GetUtcNow();
        SloFinding[] faults = [.. change.Check(now), .. CheckObjective(change.Objective), .. CheckCount(now)];
        if (faults.Length > 0)
        {
            throw new SloDefinitionException(faults);
        }

        SloReleaseOverride added = change with { Id = Guid.CreateVersion7().ToString("N"), To = change.To.ToUniversalTime() };
        SloLedgerEntry entry = Keep(added.AddTo(_registry.Ledger, SloReleaseOverride.Added, added.Owner, added.Reason, account));
        _logger.GateOverridden(SubjectOf(added), added.To, SloText.OneLine(added.Owner), SloText.OneLine(added.Reason));
        return added with { From = entry.At };
    }

    /// <summary>Ends an override now.</summary>
    /// <param name="id">Of the override.</param>
    /// <param name="actor">Who decided it.</param>
    /// <param name="reason">Why.</param>
    /// <param name="account">The account that was authenticated, if it is not the actor; a detail in the ledger.</param>
    /// <param name="cancellationToken">Cancels looking for it.</param>
    /// <returns>False if none in force has this id.</returns>
    public async Task<bool> EndOverrideAsync(
        string id, string? actor = null, string? reason = null, string? account = null, CancellationToken cancellationToken = default)
    {
        (IReadOnlyList<SloReleaseOverride> overrides, _) = await ReadOverridesAsync(cancellationToken).ConfigureAwait(false);
        if (overrides.FirstOrDefault(one => one.Id == id) is not { } ended)
        {
            return false;
        }

        Keep(ended.AddTo(_registry.Ledger, SloReleaseOverride.Ended, actor, reason, account));
        _logger.GateOverrideEnded(SubjectOf(ended), SloText.OneLine(actor ?? "unknown"), SloText.OneLine(reason ?? ""));
        return true;
    }

    private SloLedgerEntry[] Own()
    {
        lock (_gate)
        {
            return [.. _own];
        }
    }

    private SloLedgerEntry Keep(SloLedgerEntry entry)
    {
        lock (_gate)
        {
            _own.Enqueue(entry);
            if (_own.Count > SloLedger.Capacity)
            {
                _own.Dequeue();
            }
        }

        return entry;
    }

    private string[] Names(IReadOnlyList<string> objectives, IReadOnlyList<string> services)
    {
        SloObjective[] all = [.. _registry.Trackers.Select(tracker => tracker.Objective)];
        if (objectives.FirstOrDefault(name => !_registry.TryGet(name, out _)) is { } unknown)
        {
            throw new KeyNotFoundException($"No objective '{SloText.OneLine(unknown, 63)}' is declared.");
        }

        if (services.FirstOrDefault(service => !Array.Exists(all, objective => IsOf(objective, service))) is { } foreign)
        {
            throw new KeyNotFoundException($"No objective is of the service '{SloText.OneLine(foreign, 63)}'.");
        }

        return
        [
            .. all.Where(objective => (objectives.Count == 0 && services.Count == 0)
                    || objectives.Contains(objective.Name, StringComparer.OrdinalIgnoreCase)
                    || services.Any(service => IsOf(objective, service)))
                .Select(objective => objective.Name),
        ];
    }

    private SloScope ScopeOf(SloTracker tracker) =>
        _registry.TryGet(tracker.Objective.Name, out SloTracker? own) && ReferenceEquals(own, tracker) ? _registry.Scope : SloScope.Fleet;

    private IEnumerable<SloFinding> CheckObjective(string? name) => name is null || _registry.TryGet(name, out _) ? [] :
    [
        SloFinding.Error(
            SloFindingCodes.UnknownReference, $"objective '{SloText.OneLine(name, 61)}': is not declared"
                + SloText.NearestHint(name, _registry.Trackers.Select(tracker => tracker.Objective.Name)), "objective"),
    ];

    private IEnumerable<SloFinding> CheckCount(DateTimeOffset now) =>
        SloReleaseOverride.ReadAll(Own(), now).Count < MostOverrides ? [] :
        [
            SloFinding.Error(
                SloFindingCodes.InvalidCount, FormattableString.Invariant(
                    $"overrides: there are {MostOverrides} already, the maximum; end one"), "overrides"),
        ];

    private static bool IsOf(SloObjective objective, string service) =>
        service.Equals(objective.Service, StringComparison.OrdinalIgnoreCase);

    private static string SubjectOf(SloReleaseOverride one) => one.Objective ?? "all objectives";
}
