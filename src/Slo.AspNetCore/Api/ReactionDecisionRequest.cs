namespace Slo.AspNetCore.Api;

/// <summary>JSON: a decision about a reaction.</summary>
/// <param name="Reason">Why.</param>
/// <param name="For">How long it is in force, for example 2h; absent: 1h. Not for resume.</param>
/// <param name="By">Who decided it; absent: the account of the request.</param>
internal sealed record ReactionDecisionRequest(string? Reason = null, string? For = null, string? By = null)
{
    internal TimeSpan? Length => SloDuration.TryParse(For ?? "", out TimeSpan length) ? length : null;

    /// <summary>What is wrong with it; null: nothing.</summary>
    internal string? Fault() => string.IsNullOrWhiteSpace(Reason) ? "reason is required, for example {\"reason\":\"false alarm\"}."
        : Reason.Length > SloLedgerEntry.LongestText
            ? FormattableString.Invariant($"reason has {Reason.Length} characters; at most {SloLedgerEntry.LongestText} are kept.")
        : By?.Length > SloLedgerEntry.LongestActor
            ? FormattableString.Invariant($"by has {By.Length} characters; at most {SloLedgerEntry.LongestActor} are kept.")
        : For is not null && (Length is not { } length || length <= TimeSpan.Zero || length > SloReactions.MaximumDuration)
            ? $"for must be a duration of at most {SloDuration.Format(SloReactions.MaximumDuration)}, for example 30m or 2h." : null;
}
