using Microsoft.AspNetCore.Http;
using Slo.AspNetCore.Requests;
using Slo.Shared.Reporting;

namespace Slo.AspNetCore.Api;

/// <summary>Suggestions for objectives and routes. They are made for each request.</summary>
internal sealed class SuggestionsApi(
    SloRegistry registry, SloLedgerReader reader, TimeProvider time, RequestCounting counting, ReplayTurn turn)
{
    internal Task Get(HttpContext context) => turn.RunAsync(
        context, registry, BuildAsync,
        report => Answers.Write(context, SuggestionsDocument.Of(report), InsightJson.Default.SuggestionsDocument));

    private async Task<SuggestionReport> BuildAsync(string[] names, CancellationToken cancel)
    {
        SloHistoryPage<SloLedgerEntry> entries = await reader.ReadAsync(
            new SloLedgerQuery { Limit = ReportLimits.MostRead }, cancel).ConfigureAwait(false);
        DateTimeOffset now = time.GetUtcNow();

        // On the thread pool, away from the request: a replay takes a while.
        return await Task.Run(
            () =>
            {
                (IReadOnlyList<ReportSubject> subjects, var omitted) = ReportSubjects.Of(
                    registry, names, [], entries.Items, cancel, SuggestionLimits.MostObjectives);
                return SuggestionReport.Build(
                    subjects, omitted, names.Length == 0 ? counting.Coverage.Report : null,
                    registry.Trackers.Select(tracker => tracker.Objective.Name), now, cancel);
            },
            cancel).ConfigureAwait(false);
    }
}
