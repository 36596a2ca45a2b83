namespace Slo.AspNetCore.Api;

/// <summary>JSON: another target for some time.</summary>
/// <param name="Objective">The objective.</param>
/// <param name="TargetPercent">The target; this or the ratio.</param>
/// <param name="TargetRatio">The target; this or the percentage.</param>
/// <param name="From">Absent: from now on.</param>
/// <param name="To">When it expires; this or <paramref name="For"/>.</param>
/// <param name="For">How long it is in force, for example 2h.</param>
/// <param name="By">Who decided it; absent: the account of the request.</param>
/// <param name="Reason">Why.</param>
/// <param name="Id">Absent: one is given.</param>
internal sealed record TargetOverrideRequest(
    string? Objective = null, decimal? TargetPercent = null, decimal? TargetRatio = null, DateTimeOffset? From = null,
    DateTimeOffset? To = null, string? For = null, string? By = null, string? Reason = null, string? Id = null)
{
    /// <exception cref="SloDefinitionException">Something is missing, given twice, or cannot be read; it has all of it.</exception>
    internal SloTargetOverride Read(string? account, DateTimeOffset now)
    {
        DateTimeOffset from = From ?? now;
        SloFinding?[] faults = [ObjectiveFault(), TargetFault(), EndFault(from, out DateTimeOffset to)];
        return faults.Any(fault => fault is not null) ? throw new SloDefinitionException([.. faults.OfType<SloFinding>()]) : new()
        {
            Objective = Objective!,
            TargetRatio = TargetRatio ?? TargetPercent!.Value / 100,
            From = from,
            To = to,
            Owner = By ?? account,
            Reason = Reason,
            Id = Id,
        };
    }

    private SloFinding? ObjectiveFault() => Objective is null
        ? SloFinding.Error(SloFindingCodes.Missing, "objective: is not given; write the name of one", "objective")
        : null;

    private SloFinding? TargetFault() => (TargetPercent, TargetRatio) switch
    {
        (null, null) => SloFinding.Error(
            SloFindingCodes.Missing, "target: is not given; write targetPercent, for example 99.9, or targetRatio", "targetPercent"),
        (not null, not null) => SloFinding.Error(
            SloFindingCodes.Exclusive, "targetPercent: cannot be combined with targetRatio; keep one", "targetPercent"),
        ({ } percent and (< 0 or (> 0 and < 1) or >= 100), _) => SloFinding.Error(
            SloFindingCodes.InvalidTarget,
            FormattableString.Invariant($"targetPercent {percent}: must be 0, or at least 1 and below 100, for example 99.9")
                + "; for a ratio write targetRatio",
            "targetPercent"),
        _ => null,
    };

    private SloFinding? EndFault(DateTimeOffset from, out DateTimeOffset to)
    {
        to = To ?? from;
        if (For is null)
        {
            return To is not null ? null : SloFinding.Error(
                SloFindingCodes.Missing,
                "to: is not given; write when the override expires, or how long it lasts (for), for example 2h", "to");
        }

        if (To is not null)
        {
            return SloFinding.Error(SloFindingCodes.Exclusive, "for: cannot be combined with to; keep one", "for");
        }

        if (!SloDuration.TryParse(For, out TimeSpan length) || length <= TimeSpan.Zero || length > SloPeriod.MaximumLength
            || length > DateTimeOffset.MaxValue - from)
        {
            return SloFinding.Error(
                SloFindingCodes.InvalidDuration,
                $"for '{SloText.OneLine(For, 61)}': must be a duration of at most 400 days, for example 30m or 2h", "for");
        }

        to = from + length;
        return null;
    }
}
