using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace Slo.AspNetCore.Api;

/// <summary>Incidents and the ledger of the JSON API, the newest first.</summary>
internal sealed class LedgerApi(SloRegistry registry, SloLedgerReader reader, TimeProvider time)
{
    internal Task Incidents(HttpContext context) => Incidents(context, Query.Text(context, "slo"), isPath: false);

    /// <summary>Of one objective and its groups. Also of one that is no longer declared, as long as its incidents are kept.</summary>
    internal Task IncidentsOfOne(HttpContext context) => Incidents(context, context.Request.RouteValues["name"] as string, isPath: true);

    internal async Task Entries(HttpContext context)
    {
        long? before = null;
        var kindFault = Query.TryName(context, "kind", out SloLedgerEntryKind? kind);
        var fault = TryRead(context, out Paging paging, out (DateTimeOffset? From, DateTimeOffset? To) range) ?? kindFault
            ?? TryCursor(paging.Cursor, ref before);
        if (fault is not null)
        {
            await Answers.BadRequest(context, fault).ConfigureAwait(false);
            return;
        }

        var slo = Query.Text(context, "slo");
        SloHistoryPage<SloLedgerEntry> page = await reader.ReadAsync(
            new SloLedgerQuery
            {
                From = range.From,
                To = range.To,
                Objective = slo,
                Kind = kind,
                Before = before,
                Limit = paging.Limit,
            },
            context.RequestAborted).ConfigureAwait(false);
        var next = page.HasMore ? page.Items[^1].Id.ToString(CultureInfo.InvariantCulture) : null;
        Link(context, next, paging, ("slo", slo), ("kind", Query.Name(kind)));
        await WriteAsync(context, "entries", page, next, LedgerEntryDocument.Of, SloJson.Default.LedgerEntryDocument).ConfigureAwait(false);
    }

    private async Task Incidents(HttpContext context, string? slo, bool isPath)
    {
        var stateFault = Query.TryName(context, "state", out IncidentState? state);
        if ((TryRead(context, out Paging paging, out (DateTimeOffset? From, DateTimeOffset? To) range) ?? stateFault) is { } fault)
        {
            await Answers.BadRequest(context, fault).ConfigureAwait(false);
            return;
        }

        SloHistoryPage<SloIncident> page = await reader.ReadAsync(
            new SloIncidentQuery
            {
                From = range.From,
                To = range.To,
                Objective = slo,
                IsOpen = state is null ? null : state == IncidentState.Open,
                Before = paging.Cursor,
                Limit = paging.Limit,
            },
            context.RequestAborted).ConfigureAwait(false);
        if (isPath && page.Items.Count == 0 && !registry.TryGet(slo, out _))
        {
            await Answers.NoObjective(context).ConfigureAwait(false);
            return;
        }

        var next = page.HasMore ? page.Items[^1].Id : null;
        Link(context, next, paging, ("slo", isPath ? null : slo), ("state", Query.Name(state)));
        await WriteAsync(context, "incidents", page, next, IncidentDocument.Of, SloJson.Default.IncidentDocument).ConfigureAwait(false);
    }

    private static string? TryCursor(string? cursor, ref long? before)
    {
        if (cursor is null)
        {
            return null;
        }

        var isNumber = long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var id);
        before = id;
        return isNumber ? null : Paging.CursorFault;
    }

    private static string? TryRead(HttpContext context, out Paging paging, out (DateTimeOffset? From, DateTimeOffset? To) range)
    {
        var fault = Paging.TryRead(context, out paging);
        range = default;
        return fault ?? Query.TryTime(context, "from", out range.From) ?? Query.TryTime(context, "to", out range.To)
            ?? (range.From >= range.To ? "from must be before to." : null);
    }

    private static void Link(HttpContext context, string? next, Paging paging, params ReadOnlySpan<(string Key, string? Value)> query) =>
        Answers.LinkNext(
            context, next,
            [("limit", paging.LimitText), ("from", Query.Text(context, "from")), ("to", Query.Text(context, "to")), .. query]);

    private Task WriteAsync<T, TDocument>(
        HttpContext context, string name, SloHistoryPage<T> page, string? next, Func<T, TDocument> document,
        JsonTypeInfo<TDocument> type)
    {
        context.Response.Headers.CacheControl = Answers.NotStored;
        IEnumerable<byte[]> items = page.Items.Select(item => JsonSerializer.SerializeToUtf8Bytes(document(item), type));
        return new ListAnswer(name, time.GetUtcNow(), null, next, items) { IsComplete = page.IsComplete }.WriteAsync(context);
    }
}
