using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Hosting;

namespace Slo.AspNetCore.Api;

/// <summary>
/// The list of objectives as server-sent events: all of them first, then those that changed. What is sent was written once for all
/// streams. Their number and their duration are bounded; a client that finds no place asks for the list instead.
/// </summary>
internal sealed class StreamApi(SnapshotCache snapshots, TimeProvider time, IHostApplicationLifetime? lifetime)
{
    internal const int MaximumStreams = 100;
    internal static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    // Then the client connects again, and is asked anew who it is.
    internal static readonly TimeSpan LongestStream = TimeSpan.FromMinutes(10);

    private readonly ConcurrencyLimit _limit = new(MaximumStreams);

    internal async Task Objectives(HttpContext context)
    {
        if (HttpMethods.IsHead(context.Request.Method))
        {
            Prepare(context);
            return;
        }

        if (!_limit.TryEnter())
        {
            context.Response.Headers.RetryAfter = "30";
            await Answers.Problem(
                context, StatusCodes.Status503ServiceUnavailable, "All streams are taken: ask for v1/slos every few seconds instead.")
                .ConfigureAwait(false);
            return;
        }

        try
        {
            Prepare(context);
            using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(
                context.RequestAborted, lifetime?.ApplicationStopping ?? CancellationToken.None);
            await SendAsync(context.Response.BodyWriter, end.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The client has gone, or the app stops.
        }
        finally
        {
            _limit.Exit();
        }
    }

    private static void Prepare(HttpContext context)
    {
        context.Response.ContentType = "text/event-stream; charset=utf-8";
        context.Response.Headers.CacheControl = Answers.NotStored;
        context.Response.Headers.XContentTypeOptions = "nosniff";

        // Proxies that know it pass each event on at once.
        context.Response.Headers["X-Accel-Buffering"] = "no";
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
    }

    private async Task SendAsync(PipeWriter body, CancellationToken end)
    {
        Dictionary<string, byte[]> sent = new(StringComparer.Ordinal);
        using PeriodicTimer timer = new(Interval, time);
        var start = time.GetTimestamp();
        body.Write("retry: 2000\n\n"u8);
        do
        {
            SnapshotRows rows = snapshots.Current;
            await WriteAsync(body, rows, sent, end).ConfigureAwait(false);
            await body.FlushAsync(end).ConfigureAwait(false);
        }
        while (await timer.WaitForNextTickAsync(end).ConfigureAwait(false) && time.GetElapsedTime(start) < LongestStream);
    }

    private static async Task WriteAsync(PipeWriter body, SnapshotRows rows, Dictionary<string, byte[]> sent, CancellationToken end)
    {
        body.Write("event: slos\ndata: {\"asOf\":"u8);
        body.Write(JsonSerializer.SerializeToUtf8Bytes(rows.Snapshot.AsOf, SloJson.Default.DateTimeOffset));
        body.Write(sent.Count == 0 ? ",\"isComplete\":true,\"slos\":["u8 : ",\"isComplete\":false,\"slos\":["u8);
        var isFirst = true;
        var unflushed = 0;
        foreach (ObjectiveRow row in rows.All)
        {
            var json = row.Json(ListView.Overview);
            if (sent.TryGetValue(row.Name, out var before) && before.AsSpan().SequenceEqual(json))
            {
                continue;
            }

            sent[row.Name] = json;
            body.Write(isFirst ? ""u8 : ","u8);
            body.Write(json);
            isFirst = false;

            // Of a slow client, no more than this waits in the server's memory.
            unflushed += json.Length;
            if (unflushed >= ListAnswer.FlushedBytes)
            {
                await body.FlushAsync(end).ConfigureAwait(false);
                unflushed = 0;
            }
        }

        string[] removed = sent.Count == rows.All.Length ? [] : [.. sent.Keys.Except(rows.All.Select(row => row.Name))];
        foreach (var name in removed)
        {
            sent.Remove(name);
        }

        body.Write("],\"removed\":"u8);
        body.Write(JsonSerializer.SerializeToUtf8Bytes(removed, SloJson.Default.StringArray));
        body.Write("}\n\n"u8);
    }
}
