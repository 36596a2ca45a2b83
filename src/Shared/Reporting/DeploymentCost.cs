namespace Slo.Shared.Reporting;

/// <summary>A deployment, and what was spent from it to the next one or to the end of the range.</summary>
/// <param name="Entry">The entry of the ledger.</param>
/// <param name="Until">The next deployment, or the end of the range.</param>
/// <param name="SpentRatio">The share of the range's budget that was spent in between; null: not known.</param>
/// <param name="BadEvents">The bad events in between.</param>
internal sealed record DeploymentCost(SloLedgerEntry Entry, DateTimeOffset Until, double? SpentRatio, long BadEvents)
{
    internal string Version => Entry.Details.GetValueOrDefault(SloLedgerDetails.Version) ?? "";

    internal static IReadOnlyList<DeploymentCost> Of(ReportSubject subject, RangeCourse course)
    {
        ReportRange range = course.Result.Range;
        SloLedgerEntry[] all = In(subject, range);
        return
        [
            .. all.Select((entry, i) =>
            {
                DateTimeOffset until = i + 1 < all.Length ? all[i + 1].At : range.To;
                return new DeploymentCost(
                    entry, until, course.SpentBetween(entry.At, until), course.EventsBetween(entry.At, until).Bad);
            }),
        ];
    }

    /// <summary>The instants at which the course is needed.</summary>
    internal static IEnumerable<DateTimeOffset> Marks(ReportSubject subject, ReportRange range) =>
        In(subject, range).Select(entry => entry.At);

    private static SloLedgerEntry[] In(ReportSubject subject, ReportRange range) =>
    [
        .. subject.Entries.Where(entry => entry.Kind == SloLedgerEntryKind.Deployment && entry.At >= range.From && entry.At < range.To)
            .OrderBy(entry => entry.Id),
    ];
}
