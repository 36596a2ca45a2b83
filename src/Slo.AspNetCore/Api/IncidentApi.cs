using System.Text;
using Microsoft.AspNetCore.Http;
using Slo.Shared.Incidents;

namespace Slo.AspNetCore.Api;

/// <summary>One incident with all that is known of it, and notes of people about it.</summary>
internal sealed class IncidentApi(SloIncidents incidents, SloLedgerReader reader, TimeProvider time)
{
    private const string Absent = "No incident has this id.";

    internal async Task One(HttpContext context)
    {
        if (Query.TryName(context, "format", out IncidentFormat? format) is { } fault)
        {
            await Answers.BadRequest(context, fault).ConfigureAwait(false);
            return;
        }

        if (await incidents.FindAsync(IdOf(context), context.RequestAborted).ConfigureAwait(false) is not { } incident)
        {
            await Answers.Problem(context, StatusCodes.Status404NotFound, Absent).ConfigureAwait(false);
            return;
        }

        IncidentFile file = await ReadAsync(incident, context.RequestAborted).ConfigureAwait(false);
        if ((format ?? IncidentFormat.Json) == IncidentFormat.Json)
        {
            await Answers.Write(context, file, IncidentJson.Default.IncidentFile).ConfigureAwait(false);
            return;
        }

        context.Response.ContentType = format == IncidentFormat.Markdown ? "text/markdown; charset=utf-8" : "text/plain; charset=utf-8";
        context.Response.Headers.CacheControl = Answers.NotStored;
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
        var document = Encoding.UTF8.GetBytes(IncidentDocuments.Write(file, format!.Value));
        context.Response.ContentLength = document.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await context.Response.Body.WriteAsync(document, context.RequestAborted).ConfigureAwait(false);
        }
    }

    internal Task Acknowledge(HttpContext context) => Note(
        context, needsText: false,
        request => incidents.AcknowledgeAsync(
            IdOf(context), request.By ?? AdminRequest.AccountOf(context), request.Text, AdminRequest.AccountBeside(context, request.By),
            context.RequestAborted));

    internal Task Comment(HttpContext context) => Note(
        context, needsText: true,
        request => incidents.CommentAsync(
            IdOf(context), request.Text!, request.By ?? AdminRequest.AccountOf(context), AdminRequest.AccountBeside(context, request.By),
            context.RequestAborted));

    private static string IdOf(HttpContext context) => (string)context.Request.RouteValues["id"]!;

    private async Task Note(HttpContext context, bool needsText, Func<IncidentNoteRequest, Task<SloLedgerEntry>> add)
    {
        if (await AdminRequest.ReadAsync(context, AdminJson.Default.IncidentNoteRequest, time).ConfigureAwait(false) is not { } request)
        {
            return;
        }

        if (request.Fault(needsText) is { } fault)
        {
            await Answers.BadRequest(context, fault).ConfigureAwait(false);
            return;
        }

        try
        {
            SloLedgerEntry entry = await add(request).ConfigureAwait(false);
            context.Response.StatusCode = StatusCodes.Status201Created;
            await Answers.Write(context, LedgerEntryDocument.Of(entry), SloJson.Default.LedgerEntryDocument).ConfigureAwait(false);
        }
        catch (KeyNotFoundException)
        {
            await Answers.Problem(context, StatusCodes.Status404NotFound, Absent).ConfigureAwait(false);
        }
        catch (InvalidOperationException exception) when (!context.Response.HasStarted)
        {
            await Answers.Problem(context, StatusCodes.Status409Conflict, exception.Message).ConfigureAwait(false);
        }
    }

    private async Task<IncidentFile> ReadAsync(SloIncident incident, CancellationToken cancel)
    {
        SloHistoryPage<SloLedgerEntry> entries = await reader.ReadAsync(IncidentFiles.Query(incident), cancel).ConfigureAwait(false);
        IReadOnlyList<SloLedgerEntry> notes = await incidents.ReadNotesAsync(incident, cancel).ConfigureAwait(false);
        return IncidentFiles.Of(
            incident, incidents.Options.Route(incident), entries.Items, notes, entries is { IsComplete: true, HasMore: false });
    }
}
