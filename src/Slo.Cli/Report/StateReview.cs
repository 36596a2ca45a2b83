using Slo.Cli.History;
using Slo.Cli.Infrastructure;
using Slo.Shared.Reporting;

namespace Slo.Cli.Report;

/// <summary>The review from the file of an app's store.</summary>
internal static class StateReview
{
    /// <param name="file">The file.</param>
    /// <param name="wanted">What it is about.</param>
    /// <param name="declared">All that is declared: others have the thresholds that theirs are compared with.</param>
    /// <param name="range">The time that it is about, as of an instant.</param>
    /// <param name="format">How it is written.</param>
    /// <param name="configuration">Where notes go.</param>
    /// <param name="cancel">Ctrl-C.</param>
    internal static string Write(
        StateFile file, IReadOnlyList<SloObjective> wanted, IReadOnlyList<SloObjective> declared, ReportRange range, ReportFormat format,
        ToolConfiguration configuration, CancellationToken cancel)
    {
        SloObjective[] read = [.. wanted.Concat(wanted.SelectMany(one => SiblingObjectives.Of(one, declared))).Distinct()];
        using SloRegistry registry = file.Restore(read, configuration.Note);
        IReadOnlyList<SloIncident> incidents =
            file.Incidents(new SloIncidentQuery { From = range.From, To = range.To, Limit = ReportLimits.MostRead });

        // The range before it is judged as well, by the targets that were in force in it.
        IReadOnlyList<SloLedgerEntry> entries =
            file.Ledger(new SloLedgerQuery { From = range.Before.From, Limit = ReportLimits.MostRead });
        IReadOnlyList<SloLedgerEntry> periods =
            file.Ledger(new SloLedgerQuery { Kind = SloLedgerEntryKind.PeriodClosed, Limit = ReportLimits.MostRead });
        (IReadOnlyList<ReportSubject> subjects, var omitted) = ReportSubjects.Of(
            registry, [.. wanted.Select(one => one.Name)], incidents, [.. entries.Concat(periods).DistinctBy(entry => entry.Id)], cancel);
        ReviewReport report = ReportBuilder.Build(range, file.AsOf, subjects, cancel) with
        {
            Omitted = omitted,
            IsComplete = Math.Max(incidents.Count, Math.Max(entries.Count, periods.Count)) < ReportLimits.MostRead,
        };
        return format == ReportFormat.Html ? HtmlReport.Write(report) : MarkdownReport.Write(report);
    }
}
