using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Slo.AspNetCore.Api;

/// <summary>JSON: a page of a list, put together of items that are JSON already.</summary>
/// <param name="Name">What the items are called.</param>
/// <param name="AsOf">The instant of the snapshot.</param>
/// <param name="Total">How many there are on all pages; null if that is not known.</param>
/// <param name="Next">The cursor of the next page; null on the last.</param>
/// <param name="Items">Each as UTF-8.</param>
internal sealed record ListAnswer(string Name, DateTimeOffset AsOf, int? Total, string? Next, IEnumerable<byte[]> Items)
{
    // What a slow client has not taken yet waits in the server's memory: never more than about this much of a page.
    internal const int FlushedBytes = 16 * 1024;

    /// <summary>Null unless the list is one of alerts.</summary>
    internal IEnumerable<SloAlertTransition>? Transitions { get; init; }

    /// <summary>Whether all that is kept was asked; null where the list is one of what is in memory.</summary>
    internal bool? IsComplete { get; init; }

    internal async Task WriteAsync(HttpContext context)
    {
        context.Response.ContentType = Answers.Json;
        context.Response.Headers.XContentTypeOptions = "nosniff";
        if (HttpMethods.IsHead(context.Request.Method))
        {
            return;
        }

        PipeWriter body = context.Response.BodyWriter;
        WriteStart(body);
        await WriteAsync(body, Name, Items, context.RequestAborted).ConfigureAwait(false);
        if (Transitions is not null)
        {
            IEnumerable<byte[]> transitions = Transitions.Select(TransitionDocument.Of)
                .Select(document => JsonSerializer.SerializeToUtf8Bytes(document, SloJson.Default.TransitionDocument));
            await WriteAsync(body, "transitions", transitions, context.RequestAborted).ConfigureAwait(false);
        }

        body.Write("}"u8);
        await body.FlushAsync(context.RequestAborted).ConfigureAwait(false);
    }

    private void WriteStart(PipeWriter body)
    {
        using Utf8JsonWriter json = new(body);
        json.WriteStartObject();
        json.WriteString("asOf", AsOf);
        if (Total is { } total)
        {
            json.WriteNumber("total", total);
        }

        if (IsComplete is { } isComplete)
        {
            json.WriteBoolean("isComplete", isComplete);
        }

        json.WriteString("next", Next);
    }

    // Not through the JSON writer, which would need a block of memory larger than the server's own for each item.
    private static async Task WriteAsync(PipeWriter body, string name, IEnumerable<byte[]> items, CancellationToken gone)
    {
        body.Write(Encoding.UTF8.GetBytes($",\"{name}\":["));
        var unflushed = 0;
        var isFirst = true;
        foreach (var item in items)
        {
            body.Write(isFirst ? ""u8 : ","u8);
            body.Write(item);
            isFirst = false;
            unflushed += item.Length;
            if (unflushed >= FlushedBytes)
            {
                await body.FlushAsync(gone).ConfigureAwait(false);
                unflushed = 0;
            }
        }

        body.Write("]"u8);
    }
}
