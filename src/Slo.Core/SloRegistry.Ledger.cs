namespace Slo;

/// <content>What happened around the objectives.</content>
public sealed partial class SloRegistry
{
    /// <summary>Deployments, changed targets, exclusions and overrides of this set.</summary>
    public SloLedger Ledger { get; }

    /// <summary>
    /// The incidents of all alerts: all that last, as of the last evaluation, and the last 1,000 that ended, by their start, the oldest
    /// first. A snapshot. <see cref="SloIncident.Contributors"/> are computed by the first read after a change of an alert, for at most
    /// 100 incidents with each read, some milliseconds for each.
    /// </summary>
    public IReadOnlyList<SloIncident> Incidents
    {
        get
        {
            foreach (IGrouping<string, SloIncident> open in _incidents.Open.GroupBy(incident => incident.Name, StringComparer.Ordinal))
            {
                Observe(open.Key, open);
            }

            _incidents.Explain();
            return _incidents.All;
        }
    }

    /// <summary>
    /// Adds what earlier processes kept of ledger and incidents; what is here already stays. Call it after <see cref="Restore"/>: an
    /// open incident that no alert continues is closed as of the last evaluation that saw it.
    /// </summary>
    /// <param name="entries">Entries of the ledger.</param>
    /// <param name="incidents">Incidents.</param>
    public void RestoreLedger(IEnumerable<SloLedgerEntry> entries, IEnumerable<SloIncident> incidents)
    {
        ArgumentNullException.ThrowIfNull(entries);
        ArgumentNullException.ThrowIfNull(incidents);
        Ledger.Restore(entries);
        _incidents.Restore(incidents);
    }

    /// <summary>Notes in the ledger that a version was deployed.</summary>
    /// <param name="version">For example <c>v1.4.2</c>.</param>
    /// <param name="actor">Who deployed it.</param>
    /// <param name="reason">Why, or what is new.</param>
    /// <returns>The entry.</returns>
    /// <exception cref="ArgumentException">The version is empty.</exception>
    public SloLedgerEntry MarkDeployment(string version, string? actor = null, string? reason = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(version);
        return Ledger.Add(
            SloLedgerEntryKind.Deployment, actor: actor, reason: reason, details: [new(SloLedgerDetails.Version, version)]);
    }

    private void Observe(string name, IEnumerable<SloIncident> open)
    {
        if (!TryGet(name, out SloTracker? tracker))
        {
            return;
        }

        IReadOnlyDictionary<string, SloStatus>? groups = null;
        foreach (SloIncident incident in open)
        {
            SloStatus? status = incident.Group is not { } group ? tracker.Status
                : (groups ??= tracker.GetGroupStatuses()).GetValueOrDefault(group);
            if (status is not null)
            {
                _incidents.Observe(status);
            }
        }
    }
}
