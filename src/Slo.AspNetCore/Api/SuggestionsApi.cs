using Microsoft.AspNetCore.Http;
using Slo.AspNetCore.Requests;
using Slo.Shared.Reporting;

namespace Slo.AspNetCore.Api;

/// <summary>Suggestions for objectives and routes. They are made for each request, one at a time.</summary>
internal sealed class SuggestionsApi(SloRegistry registry, SloLedgerReader reader, TimeProvider time, RequestCounting counting)
{
    private const string Busy = "Suggestions are being made for another request. Try again in some seconds.";

    private readonly ConcurrencyLimit _turn = new(1);

    internal async Task Get(HttpContext context)
    {
        string?[] names = [.. context.Request.Query["slo"]];
        if (Array.Exists(names, name => !registry.TryGet(name, out _)))
        {
            await Answers.NoObjective(context).ConfigureAwait(false);
            return;
        }

        if (!_turn.TryEnter())
        {
            context.Response.Headers.RetryAfter = "5";
            await Answers.Problem(context, StatusCodes.Status503ServiceUnavailable, Busy).ConfigureAwait(false);
            return;
        }

        SuggestionReport report;
        try
        {
            report = await BuildAsync(names!, context.RequestAborted).ConfigureAwait(false);
        }
        finally
        {
            _turn.Exit();
        }

        await Answers.Write(context, SuggestionsDocument.Of(report), InsightJson.Default.SuggestionsDocument).ConfigureAwait(false);
    }

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
