using System.Text;
using Microsoft.AspNetCore.Http;
using Slo.AspNetCore.Requests;
using Slo.Shared.Reporting;

namespace Slo.AspNetCore.Api;

/// <summary>The review of the objectives as one document. It is made for each request.</summary>
internal sealed class ReportApi(
    SloRegistry registry, SloLedgerReader reader, TimeProvider time, RequestCounting counting, ReplayTurn turn)
{
    internal async Task Get(HttpContext context)
    {
        var fault = ReportRange.TryRead(Query.Text(context, "from"), Query.Text(context, "to"), time.GetUtcNow(), out ReportRange range);
        var formatFault = Query.TryName(context, "format", out ReportFormat? format);
        if ((formatFault ?? fault) is not null)
        {
            await (formatFault is null
                ? Answers.BadRequest(context, [SloFinding.Error(SloFindingCodes.OutOfRange, fault!, "from")])
                : Answers.BadRequest(context, formatFault)).ConfigureAwait(false);
            return;
        }

        await turn.RunAsync(
            context, registry, DocumentAsync, document => WriteAsync(context, document, range, format ?? ReportFormat.Html))
            .ConfigureAwait(false);

        async Task<byte[]> DocumentAsync(string[] names, CancellationToken cancel)
        {
            ReviewReport report = await BuildAsync(range, names, cancel).ConfigureAwait(false);
            return Encoding.UTF8.GetBytes(format == ReportFormat.Markdown ? MarkdownReport.Write(report) : HtmlReport.Write(report));
        }
    }

    private async Task<ReviewReport> BuildAsync(ReportRange range, string[] names, CancellationToken cancel)
    {
        SloHistoryPage<SloIncident> incidents = await reader.ReadAsync(
            new SloIncidentQuery { From = range.From, To = range.To, Limit = ReportLimits.MostRead }, cancel).ConfigureAwait(false);

        // The range before it is judged as well, by the targets that were in force in it.
        SloLedgerQuery query = new() { From = range.Before.From, Limit = ReportLimits.MostRead };
        SloHistoryPage<SloLedgerEntry> entries = await reader.ReadAsync(query, cancel).ConfigureAwait(false);
        SloHistoryPage<SloLedgerEntry> periods = await reader.ReadAsync(
            new SloLedgerQuery { Kind = SloLedgerEntryKind.PeriodClosed, Limit = ReportLimits.MostRead }, cancel).ConfigureAwait(false);
        DateTimeOffset now = time.GetUtcNow();

        // On the thread pool, away from the request: a replay takes a while.
        return await Task.Run(
            () =>
            {
                (IReadOnlyList<ReportSubject> subjects, var omitted) = ReportSubjects.Of(
                    registry, names, incidents.Items, [.. entries.Items.Concat(periods.Items).DistinctBy(entry => entry.Id)], cancel);
                return ReportBuilder.Build(range, now, subjects, cancel) with
                {
                    Omitted = omitted,
                    Declared = [.. registry.Trackers.Select(tracker => tracker.Objective.Name)],
                    Coverage = counting.Coverage.Report,
                    IsComplete = IsWhole(incidents) && IsWhole(entries) && IsWhole(periods),
                };
            },
            cancel).ConfigureAwait(false);
    }

    private static bool IsWhole<T>(SloHistoryPage<T> page) => page.IsComplete && !page.HasMore;

    private static Task WriteAsync(HttpContext context, byte[] bytes, ReportRange range, ReportFormat format)
    {
        var isHtml = format == ReportFormat.Html;
        HttpResponse response = context.Response;
        response.ContentType = isHtml ? "text/html; charset=utf-8" : "text/markdown; charset=utf-8";
        response.ContentLength = bytes.Length;
        response.Headers.CacheControl = Answers.NotStored;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers.ContentSecurityPolicy = (isHtml ? ReportStyle.Policy : "default-src 'none'")
            + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        var name = $"slo-review-{ReportText.Date(range.From)}.{(isHtml ? "html" : "md")}";
        response.Headers.ContentDisposition = $"inline; filename=\"{name}\"";
        return HttpMethods.IsHead(context.Request.Method)
            ? Task.CompletedTask : response.Body.WriteAsync(bytes, context.RequestAborted).AsTask();
    }
}
