namespace Slo.Shared.Reporting;

/// <summary>
/// An objective whose period is the range of a report, without rules: the engine judges the range by it, with its budgeting method, the
/// targets that were in force and what was excluded.
/// </summary>
internal static class RangeDefinition
{
    /// <summary>The objective for a range.</summary>
    internal static SloObjective Of(ReportSubject subject, ReportRange range)
    {
        SloDefinition own = subject.Objective.Definition;
        (List<SloScheduledTarget> past, var last) = Targets(subject, range);
        SloDefinition plain = own with
        {
            TargetRatio = last,
            SlaTargetRatio = null,
            Period = SloPeriod.Rolling(LengthOf(own.Method, range)),
            Indicator = SloIndicator.Manual,
            LatencyThreshold = null,
            Grouping = null,
            AlertPerGroup = false,
            IsCompact = false,
            Rules = [],
            UsesDefaultRules = false,
        };

        SloDefinition excluding = plain with
        {
            Exclusions = [.. own.Exclusions, .. subject.Exclusions.Select(one => one with { Objective = null, Id = null })],
        };

        // What overlaps a schedule of targets takes its place. Of more decisions than a declaration may have, one kind is left out.
        List<SloScheduledTarget> all = [.. own.ScheduledTargets, .. past];
        return TryResolve(excluding with { ScheduledTargets = all }) ?? TryResolve(excluding with { ScheduledTargets = past })
            ?? TryResolve(excluding) ?? TryResolve(plain with { ScheduledTargets = all })
            ?? TryResolve(plain with { ScheduledTargets = past }) ?? plain.Resolve();
    }

    // A period of slices is a multiple of them; nothing was observed before the range.
    private static TimeSpan LengthOf(BudgetingMethod method, ReportRange range)
    {
        var length = method.Slice == TimeSpan.Zero ? range.Length : method.Slice * Math.Ceiling(range.Length / method.Slice);
        return length <= SloPeriod.MaximumLength ? length : method.Slice * Math.Floor(SloPeriod.MaximumLength / method.Slice);
    }

    private static SloObjective? TryResolve(SloDefinition definition)
    {
        try
        {
            return definition.Resolve();
        }
        catch (SloDefinitionException)
        {
            return null;
        }
    }

    // From changes in the ledger, and from overrides, which take the place of what was declared.
    private static (List<SloScheduledTarget> Past, decimal Last) Targets(ReportSubject subject, ReportRange range)
    {
        List<(DateTimeOffset From, DateTimeOffset To, decimal Target)> all =
        [
            .. subject.Overrides.Select(one => (one.From, one.To, one.TargetRatio)),
        ];
        DateTimeOffset since = DateTimeOffset.MinValue;
        var last = subject.Objective.TargetRatio;
        foreach (SloLedgerEntry change in subject.Entries.Where(entry => entry.Kind == SloLedgerEntryKind.TargetChanged)
            .OrderBy(entry => entry.Id))
        {
            if (LedgerNumbers.Ratio(change, SloLedgerDetails.PreviousTargetPercent) is not { } before)
            {
                continue;
            }

            if (change.At >= range.To)
            {
                last = before;
                break;
            }

            all.AddRange(Without(since, change.At, subject.Overrides).Select(part => (part.From, part.To, before)));
            since = change.At;
        }

        List<SloScheduledTarget> past = [];
        foreach ((DateTimeOffset from, DateTimeOffset to, var target) in all)
        {
            if (range.Clip(from, to) is var (start, end) && target is >= 0 and < 1)
            {
                past.Add(new(SloSchedule.Once(start, end), target));
            }
        }

        return (past, last);
    }

    private static IEnumerable<(DateTimeOffset From, DateTimeOffset To)> Without(
        DateTimeOffset from, DateTimeOffset to, IReadOnlyList<SloTargetOverride> overrides)
    {
        foreach (SloTargetOverride one in overrides.OrderBy(one => one.From).Where(one => one.From < to && one.To > from))
        {
            if (one.From > from)
            {
                yield return (from, one.From);
            }

            from = one.To;
        }

        if (from < to)
        {
            yield return (from, to);
        }
    }
}
