using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using Slo.Testing;

namespace Slo.Tests.Samples;

/// <summary>
/// Speaks <c>GET /api/v1/query</c> as Datadog documents it: keys, shapes, errors and the interval by the length of the stretch. Every 20
/// seconds the app of the article had 600 requests, of which 58 failed, as hey saw it there.
/// </summary>
internal sealed class DatadogStandIn : IDisposable
{
    internal const string ApiKey = "0123456789abcdef0123456789abcdef";
    internal const string ApplicationKey = "fedcba9876543210fedcba9876543210fedcba98";

    private const string Hits = "sum:trace.starlette.request.hits{service:my-test-service,resource_name:get_/}.as_count()";
    private const string Errors = "sum:trace.starlette.request.errors{service:my-test-service,resource_name:get_/}.as_count()";

    private readonly HttpListener _listener = new();

    internal DatadogStandIn()
    {
        Address = new($"http://{LoopbackPort.Free()}/");
        _listener.Prefixes.Add(Address.AbsoluteUri);
        _listener.Start();
        _ = ServeAsync();
    }

    internal Uri Address { get; }

    /// <summary>The queries, in their order.</summary>
    internal ConcurrentQueue<string> Queries { get; } = new();

    /// <summary>Whether every request has had its share.</summary>
    internal bool IsLimited { get; set; }

    public void Dispose() => _listener.Close();

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                HttpListenerContext context = await _listener.GetContextAsync();
                (context.Response.StatusCode, var json) = Answer(context);
                context.Response.ContentType = "application/json";
                context.Response.Close(Encoding.UTF8.GetBytes(json), willBlock: false);
            }
        }
        catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
        {
            // Closed by the test.
        }
    }

    private (int Status, string Json) Answer(HttpListenerContext context)
    {
        if (context.Request is not { HttpMethod: "GET", Url.AbsolutePath: "/api/v1/query" })
        {
            return (404, """{"errors":["Not found"]}""");
        }

        var query = context.Request.QueryString["query"] ?? "";
        Queries.Enqueue(query);
        if (context.Request.Headers["DD-API-KEY"] != ApiKey || context.Request.Headers["DD-APPLICATION-KEY"] != ApplicationKey)
        {
            return (403, """{"errors":["Forbidden"]}""");
        }

        if (IsLimited)
        {
            context.Response.Headers["X-RateLimit-Limit"] = "1600";
            context.Response.Headers["X-RateLimit-Period"] = "3600";
            context.Response.Headers["X-RateLimit-Remaining"] = "0";
            context.Response.Headers["X-RateLimit-Reset"] = "2";
            return (429, """{"errors":["Rate limit of 1600 requests in 3600 seconds reached. Please try again later."]}""");
        }

        var events = query == Hits ? 600 : query == Errors ? 58 : query == $"({Hits} - {Errors})" ? 542 : 0;
        return events == 0
            ? (400, """{"status":"error","error":"Error parsing query"}""")
            : (200, Series(query, events, Number(context, "from"), Number(context, "to")));
    }

    // Of the bucket that is under way nothing is known yet.
    private static string Series(string query, int events, long from, long to)
    {
        var interval = to - from <= 3_600 ? 20 : to - from <= 14_400 ? 60 : 300;
        var first = (from + interval - 1) / interval * interval;
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        List<string> points = [];
        for (var at = first; at <= to; at += interval)
        {
            var value = at + interval <= now ? (events * interval / 20).ToString(CultureInfo.InvariantCulture) : "null";
            points.Add(string.Create(CultureInfo.InvariantCulture, $"[{at}000.0,{value}]"));
        }

        return string.Create(CultureInfo.InvariantCulture, $$"""
            {
              "status": "ok", "res_type": "time_series", "resp_version": 1, "query": "{{query}}", "from_date": {{from}}000, "to_date": {{to}}000,
              "message": "", "group_by": [],
              "series": [{
                "unit": [{ "family": "network", "scale_factor": 1.0, "name": "hit", "short_name": null, "plural": "hits", "id": 39 }, null],
                "query_index": 0, "aggr": "sum", "metric": "trace.starlette.request.hits", "tag_set": [], "expression": "{{query}}",
                "scope": "resource_name:get_/,service:my-test-service", "interval": {{interval}}, "length": {{points.Count}},
                "start": {{first}}000, "end": {{to}}999, "attributes": {}, "display_name": "trace.starlette.request.hits",
                "pointlist": [{{string.Join(',', points)}}]
              }]
            }
            """);
    }

    private static long Number(HttpListenerContext context, string name) =>
        long.Parse(context.Request.QueryString[name]!, CultureInfo.InvariantCulture);
}
