using Microsoft.Extensions.Logging;
using Slo.Hosting.Evaluation;

namespace Slo;

/// <summary>
/// The release gate of a set: decides whether a release is allowed, by the status of objectives and the error-budget policies in force
/// (docs/policies.md). A service of the host, keyed by the name of the set unless it is the default one. For decisions about requests, see
/// <see cref="ISloGate"/>.
/// </summary>
/// <remarks>Thread-safe. A decision reads the published status, and the overrides from ledger and store.</remarks>
public sealed class SloReleaseGate
{
    /// <summary>The maximum number of overrides of this process that can be in force at a time.</summary>
    public const int MostOverrides = 100;

    private readonly SloRegistry _registry;
    private readonly SloPolicies _policies;
    private readonly SloLedgerReader _reader;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Lock _gate = new();

    // Without a store the ledger drops its oldest entries, so the overrides of this process are kept here too.
    private readonly Queue<SloLedgerEntry> _own = new();

    internal SloReleaseGate(SloRegistry registry, SloPolicies policies, SloLedgerReader reader, TimeProvider time, ILogger logger) =>
        (_registry, _policies, _reader, _time, _logger) = (registry, policies, reader, time, logger);

    /// <summary>Decides whether a release is allowed. Reads the published status, and the overrides from the ledger and the
    /// store.</summary>
    /// <param name="objectives">The names of the objectives to check, in addition to those of <paramref name="services"/>. If both are
    /// empty, all objectives are checked.</param>
    /// <param name="services">The services whose objectives are checked.</param>
    /// <param name="cancellationToken">Cancels reading the overrides.</param>
    /// <returns>The decision. If the store does not answer, <see cref="SloReleaseDecision.IsComplete"/> is false.</returns>
    /// <exception cref="KeyNotFoundException">An objective is not declared, or no objective has one of the services.</exception>
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

    /// <summary>Reads the overrides that are in force.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The overrides, and whether the store answered. If it did not, those of other instances and of earlier processes may be
    /// missing.</returns>
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

    /// <summary>Overrides every reason for which the gate is closed, for a limited time. Recorded in the ledger.</summary>
    /// <param name="change">The objective (null: all), the expiry, the owner and the reason.</param>
    /// <param name="account">The authenticated account, for the ledger, if it differs from the owner.</param>
    /// <returns>The override with its id; it begins now.</returns>
    /// <exception cref="SloDefinitionException">The objective is not declared; the reason or the owner is missing or too long; the override
    /// has expired, or lasts for more than 7 days; or <see cref="MostOverrides"/> are in force already.</exception>
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
    /// <param name="id">The <see cref="SloReleaseOverride.Id"/>.</param>
    /// <param name="actor">The person who decided it; null if not known.</param>
    /// <param name="reason">Why; null if not known.</param>
    /// <param name="account">The authenticated account, for the ledger, if it differs from the actor.</param>
    /// <param name="cancellationToken">Cancels reading the overrides.</param>
    /// <returns>False if no override in force has this id.</returns>
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
