using Slo.Cli.History;
using Slo.Cli.Infrastructure;
using Slo.Shared.Reporting;

namespace Slo.Cli.Suggest;

/// <summary>Suggestions from the file of an app's store. It has no requests without an objective.</summary>
internal static class StateSuggestions
{
    /// <param name="file">The file.</param>
    /// <param name="objectives">What is declared.</param>
    /// <param name="configuration">Where notes go.</param>
    /// <param name="cancel">Ctrl-C.</param>
    internal static SuggestionReport Build(
        StateFile file, IReadOnlyList<SloObjective> objectives, ToolConfiguration configuration, CancellationToken cancel)
    {
        using SloRegistry registry = file.Restore(objectives, configuration.Note);
        IReadOnlyList<SloLedgerEntry> entries = file.Ledger(new SloLedgerQuery { Limit = ReportLimits.MostRead });
        (IReadOnlyList<ReportSubject> subjects, var omitted) = ReportSubjects.Of(
            registry, [], [], entries, cancel, SuggestionLimits.MostObjectives);
        return SuggestionReport.Build(subjects, omitted, null, objectives.Select(one => one.Name), file.AsOf, cancel);
    }
}
