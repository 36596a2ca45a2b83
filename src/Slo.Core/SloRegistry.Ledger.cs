namespace Slo;

/// <content>What happened around the objectives.</content>
public sealed partial class SloRegistry
{
    /// <summary>Deployments, changed targets, exclusions and overrides of this set.</summary>
    public SloLedger Ledger { get; }

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
}
