using System.Globalization;

namespace Slo;

/// <summary>
/// An override of the release gate: until it expires, the gate is open despite reasons to close it. It is stored in the ledger, so every
/// instance that shares the store reads it. Immutable.
/// </summary>
public sealed record SloReleaseOverride
{
    /// <summary>The longest time for which the gate can be overridden: 7 days. For more, change the policy.</summary>
    public static readonly TimeSpan MaximumLength = TimeSpan.FromDays(7);

    internal const string Added = "added";
    internal const string Ended = "ended";

    private const string Form = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'";

    /// <summary>The objective; null: all objectives.</summary>
    public string? Objective { get; init; }

    /// <summary>When it begins, UTC; set by <see cref="SloReleaseGate.Override"/>.</summary>
    public DateTimeOffset From { get; init; }

    /// <summary>When it expires, UTC.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>The person who decided it; 1 to 200 characters.</summary>
    public required string? Owner { get; init; }

    /// <summary>Why; 1 to 1,000 characters.</summary>
    public required string? Reason { get; init; }

    /// <summary>The id; set by <see cref="SloReleaseGate.Override"/>.</summary>
    public string? Id { get; init; }

    /// <summary>Whether it applies to an objective.</summary>
    /// <param name="objective">The name, compared without case.</param>
    public bool IsFor(string objective) => Objective is null || Objective.Equals(objective, StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads the overrides that are in force from entries of a ledger, in the order of their start.</summary>
    /// <param name="entries">Entries of any kind.</param>
    /// <param name="now">The current time.</param>
    public static IReadOnlyList<SloReleaseOverride> ReadAll(IEnumerable<SloLedgerEntry> entries, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(entries);
        Dictionary<string, SloReleaseOverride> all = new(StringComparer.Ordinal);
        foreach (SloLedgerEntry entry in entries.Where(entry => entry.Kind == SloLedgerEntryKind.GateOverride).OrderBy(entry => entry.Id))
        {
            if (entry.Details.TryGetValue(SloLedgerDetails.Subject, out var id))
            {
                all.Remove(id);
                if (Of(entry, id) is { } added && added.To > now && added.From <= now)
                {
                    all.Add(id, added);
                }
            }
        }

        return [.. all.Values.OrderBy(one => one.From)];
    }

    /// <summary>Checks the override.</summary>
    /// <param name="now">The time at which it begins.</param>
    internal IEnumerable<SloFinding> Check(DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(Reason) || Reason.Length > SloLedgerEntry.LongestText)
        {
            yield return Error(
                FormattableString.Invariant($"reason: must have 1 to {SloLedgerEntry.LongestText} characters; ")
                    + "write why the release cannot wait", "reason");
        }

        if (string.IsNullOrWhiteSpace(Owner) || Owner.Length > SloLedgerEntry.LongestActor)
        {
            yield return Error(
                FormattableString.Invariant($"by: must have 1 to {SloLedgerEntry.LongestActor} characters; ")
                    + "write who decided it, or sign the request in", "by");
        }

        if (To <= now || To - now > MaximumLength)
        {
            yield return Error(
                "to: must be after now and at most 7 days later; write when the override expires, or how long it lasts (for), "
                    + "for example 2h", "to");
        }
    }

    internal SloLedgerEntry AddTo(SloLedger ledger, string outcome, string? actor, string? reason, string? account) => ledger.Add(
        SloLedgerEntryKind.GateOverride, Objective, actor, reason,
        [
            new(SloLedgerDetails.Subject, Id), new(SloLedgerDetails.Outcome, outcome),
            new(SloLedgerDetails.To, To.UtcDateTime.ToString(Form, CultureInfo.InvariantCulture)), new(SloLedgerDetails.Account, account),
        ]);

    private static SloReleaseOverride? Of(SloLedgerEntry entry, string id) =>
        entry.Details.GetValueOrDefault(SloLedgerDetails.Outcome) == Added
        && DateTimeOffset.TryParse(
            entry.Details.GetValueOrDefault(SloLedgerDetails.To), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal,
            out DateTimeOffset to)
            ? new() { Objective = entry.Objective, From = entry.At, To = to, Owner = entry.Actor, Reason = entry.Reason, Id = id }
            : null;

    private static SloFinding Error(string message, string path) => SloFinding.Error(SloFindingCodes.GateOverride, message, path);
}
