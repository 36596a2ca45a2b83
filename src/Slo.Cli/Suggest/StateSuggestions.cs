using Slo.Cli.History;
using Slo.Cli.Infrastructure;
using Slo.Shared.Reporting;

namespace Slo.Cli.Suggest;

/// <summary>Suggestions from the file of an app's store. It has no requests without an objective.</summary>
internal static class StateSuggestions
{
    /// <param name="file">The file.</param>
    /// <param name="wanted">What suggestions are made for.</param>
    /// <param name="declared">All that is declared: others have the thresholds that theirs are compared with.</param>
    /// <param name="configuration">Where notes go.</param>
    /// <param name="cancel">Ctrl-C.</param>
    internal static SuggestionReport Build(
        StateFile file, IReadOnlyList<SloObjective> wanted, IReadOnlyList<SloObjective> declared, ToolConfiguration configuration,
        CancellationToken cancel)
    {
        SloObjective[] read = [.. wanted.Concat(wanted.SelectMany(one => SiblingObjectives.Of(one, declared))).Distinct()];
        using SloRegistry registry = file.Restore(read, configuration.Note);
        IReadOnlyList<SloLedgerEntry> entries = file.Ledger(new SloLedgerQuery { Limit = ReportLimits.MostRead });
        (IReadOnlyList<ReportSubject> subjects, var omitted) = ReportSubjects.Of(
            registry, [.. wanted.Select(one => one.Name)], [], entries, cancel, SuggestionLimits.MostObjectives);
        return SuggestionReport.Build(subjects, omitted, null, declared.Select(one => one.Name), file.AsOf, cancel);
    }
}
