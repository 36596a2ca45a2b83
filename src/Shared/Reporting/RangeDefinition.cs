namespace Slo.Shared.Reporting;

/// <summary>
/// An objective whose period is the range of a report, without rules: the engine judges the range by it, with its budgeting method, its
/// weekly hours and exclusions, and the target that was declared when the range began.
/// </summary>
internal static class RangeDefinition
{
    /// <summary>The objective for a range.</summary>
    /// <param name="subject">The objective as it is declared now.</param>
    /// <param name="range">The range.</param>
    /// <param name="target">The target that was declared when it began.</param>
    internal static SloObjective Of(ReportSubject subject, ReportRange range, decimal target)
    {
        SloDefinition own = subject.Objective.Definition;
        return (own with
        {
            TargetRatio = target,
            SlaTargetRatio = null,
            Period = SloPeriod.Rolling(LengthOf(own.Method, range)),
            Indicator = SloIndicator.Manual,
            LatencyThreshold = null,
            Grouping = null,
            AlertPerGroup = false,
            IsCompact = false,
            Rules = [],
            UsesDefaultRules = false,
        }).Resolve();
    }

    /// <summary>The targets that were declared in a range, by the changes in the ledger; the first begins with the range.</summary>
    internal static IReadOnlyList<(DateTimeOffset Since, decimal Target)> Targets(ReportSubject subject, ReportRange range)
    {
        List<(DateTimeOffset Since, decimal Target)> targets = [];
        DateTimeOffset since = range.From;
        foreach (SloLedgerEntry change in subject.Entries
            .Where(entry => entry.Kind == SloLedgerEntryKind.TargetChanged && entry.At > range.From).OrderBy(entry => entry.Id))
        {
            if (LedgerNumbers.Ratio(change, SloLedgerDetails.PreviousTargetPercent) is not { } before || before is < 0 or >= 1)
            {
                continue;
            }

            targets.Add((since, before));
            since = change.At;
            if (since >= range.To)
            {
                return targets;
            }
        }

        targets.Add((since, subject.Objective.TargetRatio));
        return targets;
    }

    // A period of slices is a multiple of them; nothing was observed before the range.
    private static TimeSpan LengthOf(BudgetingMethod method, ReportRange range)
    {
        var length = method.Slice == TimeSpan.Zero ? range.Length : method.Slice * Math.Ceiling(range.Length / method.Slice);
        return length <= SloPeriod.MaximumLength ? length : method.Slice * Math.Floor(SloPeriod.MaximumLength / method.Slice);
    }
}
