namespace Slo.Shared.Reporting;

/// <summary>What the questions of the review are answered from: the range, and what is known of the periods before it.</summary>
internal sealed class ReviewEvidence
{
    /// <summary>A target of which no period spent more than this is too loose.</summary>
    internal const double MostSpentWhenLoose = 0.25;

    /// <param name="subject">The objective.</param>
    /// <param name="now">What the range came to.</param>
    /// <param name="before">What the ranges before it came to, the last first; at least one.</param>
    /// <param name="records">Records of closed periods.</param>
    /// <param name="incidents">The incidents of the range.</param>
    internal ReviewEvidence(
        ReportSubject subject, RangeResult now, IReadOnlyList<RangeResult> before, IReadOnlyList<PeriodRecord> records,
        IReadOnlyList<IncidentCost> incidents)
    {
        Subject = subject;
        Now = now;
        Before = before[0];
        Incidents = incidents;
        List<RangeResult> earlier = [.. records.Where(record => record.To <= now.Range.From && record.IsMet is not null
                && !(record.CoverageRatio < TargetProposal.FewestObserved))
            .Select(record => RangeResult.Of(new(record.From, record.To), record))];
        foreach (RangeResult one in before.Where(one => one.IsMet is not null && one.CoverageRatio >= TargetProposal.FewestObserved))
        {
            if (!earlier.Exists(other => other.Range.To > one.Range.From && other.Range.From < one.Range.To))
            {
                earlier.Add(one);
            }
        }

        Periods =
        [
            .. earlier.OrderBy(one => one.Range.From).TakeLast(ReportLimits.MostPeriods), .. now.IsMet is null ? (RangeResult[])[] : [now],
        ];
    }

    internal ReportSubject Subject { get; }

    internal RangeResult Now { get; }

    internal RangeResult Before { get; }

    internal IReadOnlyList<IncidentCost> Incidents { get; }

    /// <summary>The periods that can be judged, the range last; none of them overlaps another one.</summary>
    internal IReadOnlyList<RangeResult> Periods { get; }

    /// <summary>Enough of the range was observed to say what happened in it, and something did.</summary>
    internal bool IsObserved => Now.IsMet is not null && !(Now.CoverageRatio < TargetProposal.FewestObserved);

    /// <summary>Enough of it was observed to say what did not happen.</summary>
    internal bool IsWellObserved => IsObserved && !(Now.CoverageRatio < SuggestionLimits.WellObserved);

    internal int Missed => Periods.Count(period => period.IsMet == false);

    /// <summary>The most that was spent in any of them.</summary>
    internal double MostSpent => Periods.Count == 0 ? 0 : Periods.Max(period => period.SpentRatio ?? 0);

    /// <summary>The lowest compliance of any of them; null without any.</summary>
    internal double? LowestCompliance => Periods.Count == 0 ? null : Periods.Min(period => period.ComplianceRatio);

    /// <summary>Every period missed the target, and there was more than one.</summary>
    internal bool IsTooTight => Periods.Count > 1 && Missed == Periods.Count;

    /// <summary>No period missed it, and none spent more than a quarter of its budget.</summary>
    internal bool IsTooLoose => Periods.Count > 0 && Missed == 0 && MostSpent <= MostSpentWhenLoose;

    /// <summary>How many bad events (or slices) the range allows; null without events.</summary>
    internal double? AllowedUnits => Now.ComplianceRatio is null ? null : Units * (double)(1 - Now.TargetRatio);

    /// <summary>What the budget of the range is a share of: events, or slices.</summary>
    internal double Units => Subject.Objective.Method.Slice == TimeSpan.Zero
        ? Now.Events.Total
        : Now.Range.Length / Subject.Objective.Method.Slice;

    /// <summary>Decisions about it in the range: changed targets, exclusions, overrides.</summary>
    internal int Decisions => Subject.Entries.Count(entry => entry.At >= Now.Range.From && entry.At < Now.Range.To
        && entry.Kind is SloLedgerEntryKind.TargetChanged or SloLedgerEntryKind.ExclusionAdded or SloLedgerEntryKind.ExclusionRemoved
            or SloLedgerEntryKind.OverrideAdded or SloLedgerEntryKind.OverrideRemoved);
}
