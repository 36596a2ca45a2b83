using System.IO.Pipelines;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Slo.AspNetCore.Api;

/// <summary>JSON: a page of a list, put together of items that are JSON already.</summary>
/// <param name="Name">What the items are called.</param>
/// <param name="AsOf">The instant of the snapshot.</param>
/// <param name="Total">How many there are on all pages.</param>
/// <param name="Next">The cursor of the next page; null on the last.</param>
/// <param name="Items">Each as UTF-8.</param>
internal sealed record ListAnswer(string Name, DateTimeOffset AsOf, int Total, string? Next, IEnumerable<byte[]> Items)
{
    // What a slow client has not taken yet waits in the server's memory: never more than about this much of a page.
    private const int FlushedBytes = 16 * 1024;

    /// <summary>Null unless the list is one of alerts.</summary>
    internal IEnumerable<SloAlertTransition>? Transitions { get; init; }

    internal async Task WriteAsync(HttpContext context)
    {
        context.Response.ContentType = Answers.Json;
        context.Response.Headers.XContentTypeOptions = "nosniff";
        if (HttpMethods.IsHead(context.Request.Method))
        {
            return;
        }

        PipeWriter body = context.Response.BodyWriter;
        using Utf8JsonWriter json = new(body);
        json.WriteStartObject();
        json.WriteString("asOf", AsOf);
        json.WriteNumber("total", Total);
        json.WriteString("next", Next);
        await WriteAsync(json, body, Name, Items, context.RequestAborted).ConfigureAwait(false);
        if (Transitions is not null)
        {
            var transitions = Transitions.Select(transition => JsonSerializer.SerializeToUtf8Bytes(TransitionDocument.Of(transition), SloJson.Default.TransitionDocument));
            await WriteAsync(json, body, "transitions", transitions, context.RequestAborted).ConfigureAwait(false);
        }

        json.WriteEndObject();
        json.Flush();
        await body.FlushAsync(context.RequestAborted).ConfigureAwait(false);
    }

    private static async Task WriteAsync(Utf8JsonWriter json, PipeWriter body, string name, IEnumerable<byte[]> items, CancellationToken gone)
    {
        json.WriteStartArray(name);
        var unflushed = 0;
        foreach (var item in items)
        {
            json.WriteRawValue(item, skipInputValidation: true);
            unflushed += item.Length;
            if (unflushed >= FlushedBytes)
            {
                json.Flush();
                await body.FlushAsync(gone).ConfigureAwait(false);
                unflushed = 0;
            }
        }

        json.WriteEndArray();
    }
}
